"""Reading digests from the paths that a user names: what `ingest` and `parse` share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import click

from bot.cli.progress import track
from bot.errors import DigestError, UnknownDigestFormat, UnreadableSource, WorkFailed
from bot.models import Digest
from bot.parsing import parse_digest
from bot.sources.files import SourceFile, list_source_files, read_text
from bot.text.counting import count_of


@dataclass
class DigestFiles:
    """The digests in some files and folders; what cannot be read is said and counted."""

    paths: Sequence[str]
    today: date
    issued_on: date | None = None
    refused: list[str] = field(default_factory=list)
    read_count: int = 0

    def __iter__(self) -> Iterator[Digest]:
        """Yield the digests one by one; a bad one never keeps the others from being read.

        A file found in a folder that is no digest at all is left out with a word; one that was
        named, and a digest that is broken, count as refused.
        """
        for file in track(self._list_files(), "Reading digests"):
            try:
                digest = parse_digest(
                    read_text(file), source=file.name, today=self.today, issued_on=self.issued_on
                )
            except UnknownDigestFormat as error:
                if file.is_named:
                    self.refused.append(file.path)
                word = "refused" if file.is_named else "left out"
                click.echo(f"{word}: {file.path}: {error}", err=True)
            except (DigestError, UnreadableSource) as error:
                self.refused.append(file.path)
                where = "" if isinstance(error, UnreadableSource) else f"{file.path}: "
                click.echo(f"refused: {where}{error}", err=True)
            else:
                self.read_count += 1
                yield digest

    def _list_files(self) -> list[SourceFile]:
        files: list[SourceFile] = []
        for path in self.paths:
            try:
                files += list_source_files(path)
            except UnreadableSource as error:
                self.refused.append(path)
                click.echo(f"refused: {error}", err=True)
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
