"""Reading digests from the paths that a user names: what `ingest` and `parse` share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import click

from bot.cli.progress import track
from bot.errors import DigestError, UnknownDigestFormat, UnreadableSource, WorkFailed
from bot.models import Digest
from bot.parsing import parse_content
from bot.sources.containers import Document, Refusal
from bot.sources.files import SourceFile, list_source_files, open_documents
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

        What lies in a folder or an archive and is no digest at all is left out with a word; a file
        that was named, and a digest that is broken, count as refused.
        """
        for file in track(self._list_files(), "Reading digests"):
            try:
                for document in open_documents(file):
                    yield from self._read(document, file)
            except UnreadableSource as error:
                self._refuse(file.path, f"{error}")

    def _read(self, document: Document | Refusal, file: SourceFile) -> Iterator[Digest]:
        path = file.path + document.name.removeprefix(file.name)
        if isinstance(document, Refusal):
            self._refuse(path, f"{path}: {document.reason}")
            return
        try:
            digest = parse_content(
                document.content, source=document.name, today=self.today, issued_on=self.issued_on
            )
        except UnknownDigestFormat as error:
            if file.is_named and path == file.path:
                self._refuse(path, f"{path}: {error}")
            else:
                click.echo(f"left out: {path}: {error}", err=True)
        except DigestError as error:
            self._refuse(path, f"{path}: {error}")
        else:
            self.read_count += 1
            yield digest

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
