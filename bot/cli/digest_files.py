"""Reading digests from the paths that a user names: what `ingest` and `parse` share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import click

from bot.cli.progress import track
from bot.errors import UnreadableSource, WorkFailed, WrongUse
from bot.intake import Unread, iter_digests
from bot.models import Digest
from bot.sources.files import SourceFile, list_source_files, open_documents
from bot.text.counting import count_of

_ONE_DAY: Final = timedelta(days=1)


@dataclass
class DigestFiles:
    """The digests in some files and folders; what cannot be read is said and counted."""

    paths: Sequence[str]
    today: date
    issued_on: date | None = None
    given_days: Mapping[str, date] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    read_count: int = 0

    def __post_init__(self) -> None:
        """Refuse a day to come.

        Raises:
            WrongUse: the day that was given lies in the future.
        """
        # East of Greenwich it may be tomorrow already.
        if self.issued_on is not None and self.issued_on - self.today > _ONE_DAY:
            raise WrongUse(
                f"{self.issued_on} lies in the future; a digest is of a day that has come."
            )

    def __iter__(self) -> Iterator[Digest]:
        """Yield the digests one by one; a bad one never keeps the others from being read.

        What lies in a folder or an archive and is no digest at all is left out with a word; a file
        that was named, and a digest that is broken, count as refused.
        """
        for file in track(self._list_files(), "Reading digests"):
            documents = open_documents(file)
            try:
                for read in iter_digests(
                    documents,
                    today=self.today,
                    issued_on=self.issued_on,
                    given_days=self.given_days,
                ):
                    if isinstance(read, Unread):
                        self._tell(read, file)
                    else:
                        self.read_count += 1
                        yield read
            except UnreadableSource as error:
                self._refuse(file.path, f"{error}")

    def _tell(self, unread: Unread, file: SourceFile) -> None:
        path = file.path + unread.name.removeprefix(file.name)
        if unread.is_stranger and not (file.is_named and path == file.path):
            click.echo(f"left out: {path}: {unread.reason}", err=True)
        else:
            self._refuse(path, f"{path}: {unread.reason}")

    def _refuse(self, path: str, sentence: str) -> None:
        self.refused.append(path)
        click.echo(f"refused: {sentence}", err=True)

    def _list_files(self) -> list[SourceFile]:
        files: list[SourceFile] = []
        for path in self.paths:
            try:
                files += list_source_files(path)
            except UnreadableSource as error:
                self._refuse(path, f"{error}")
        return files

    def raise_if_refused(self) -> None:
        """End with an error where a file was refused or nothing was read.

        Raises:
            WorkFailed: says how many files, and that the rest was read.
        """
        if self.refused:
            rest = f"; {count_of(self.read_count, 'digest')} read" if self.read_count else ""
            raise WorkFailed(f"{count_of(len(self.refused), 'file')} refused{rest}.")
        if not self.read_count:
            raise WorkFailed(f"There is no digest in {', '.join(self.paths)}.")
