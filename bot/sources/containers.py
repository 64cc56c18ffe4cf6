"""Containers: archives and mailboxes, opened one document at a time.

    march.tar.gz ──> march.tar.gz/2026-03-10.json, march.tar.gz/2026-03-11.json, …

What is read is told by the content, never by a name. Nothing is written to disk, and what would
unpack to more than the limits is refused before it fills the memory.
"""

import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, Self, TypeAlias, cast

from bot.text.counting import count_of
from bot.text.shortening import shorten
from bot.text.white_space import replace_surrogates, squeeze

if TYPE_CHECKING:
    _Stream: TypeAlias = io.BufferedReader[Any]
else:
    _Stream: TypeAlias = io.BufferedReader

_GZIP, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_TAR_MARK, _TAR_PLACE = b"ustar", 257
_MAILBOX: Final = b"From "
_SNIFFED_BYTES: Final = 512
_CHUNK_BYTES: Final = 1 << 16
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_DAMAGE: Final = (EOFError, OSError, ValueError, LookupError, ArithmeticError, RuntimeError,
                  struct.error, zlib.error, lzma.LZMAError, tarfile.TarError,
                  zipfile.BadZipFile)  # fmt: skip
# The mark of each file in the list at a zip archive's end.
_LISTED: Final = b"PK\x01\x02"
# Folders, links and hidden files stand beside the files that are read.
_ENTRIES_A_DOCUMENT: Final = 4
# Headers of a tar archive that hold names, which are read whole.
_NAMING: Final = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE,
                  tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)  # fmt: skip
_NAMING_LIMIT_BYTES: Final = 2**20
_SHOWN_NAME_CHARS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a source may unpack to."""

    document_bytes: int = 64 * 2**20
    total_bytes: int = 2 * 2**30
    document_count: int = 50_000
    depth: int = 3  # an archive inside an archive is at depth 2


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one digest, perhaps, with the name by which people find them."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be opened."""

    name: str
    reason: str


DEFAULT_LIMITS: Final = Limits()


def iter_documents(
    stream: IO[bytes], name: str, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document | Refusal]:
    """Yield what a stream holds: itself, or one by one what is packed in it.

    Never raises for what the stream holds: damage is a refusal, and ends what is damaged.
    """
    yield from _Unpacking(limits).iter_stream(stream, name, 0)


class _Exceeded(Exception):
    """A limit of the whole source is reached."""


class _Unpacking:
    """One source on its way out of its wrappings, with what it has come to so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read_bytes = 0
        self._unpacked_bytes = 0
        self._document_count = 0
        self._entry_count = 0

    def iter_stream(self, stream: IO[bytes], name: str, depth: int) -> Iterator[Document | Refusal]:
        try:
            yield from self._iter_any(stream, name, depth)
        except _Exceeded as limit:
            yield Refusal(name, f"{limit}; the rest was not read.")

    def _iter_any(self, stream: IO[bytes], name: str, depth: int) -> Iterator[Document | Refusal]:
        source = _buffered(stream)
        beginning = source.peek(_SNIFFED_BYTES)[:_SNIFFED_BYTES]
        is_packed = beginning.startswith((_GZIP, _ZIP, _EMPTY_ZIP)) or _is_tar(beginning)
        if is_packed and depth >= self._limits.depth:
            reason = f"archives are opened up to {self._limits.depth} deep; this one lies deeper."
            yield Refusal(name, reason)
        elif beginning.startswith(_GZIP):
            with gzip.GzipFile(fileobj=source) as unpacked:
                yield from self._iter_unzipped(self._count(unpacked), name, depth)
        elif beginning.startswith((_ZIP, _EMPTY_ZIP)):
            yield from self._iter_zip(stream, source, name, depth)
        elif _is_tar(beginning):
            yield from self._iter_tar(source, name, depth)
        elif beginning.startswith(_MAILBOX):
            yield from self._iter_mailbox(source, name)
        else:
            yield from self._iter_document(source, name)

    def _iter_unzipped(
        self, unpacked: IO[bytes], name: str, depth: int
    ) -> Iterator[Document | Refusal]:
        try:
            yield from self._iter_any(unpacked, name, depth + 1)
        except _DAMAGE as error:
            yield Refusal(name, f"the gzip archive is damaged: {_say(error)}.")

    def _iter_zip(
        self, stream: IO[bytes], source: _Stream, name: str, depth: int
    ) -> Iterator[Document | Refusal]:
        try:
            # To go back in what is itself packed is to unpack it from its start again.
            is_file = depth == 0 and stream.seekable()
            seekable = stream if is_file else io.BytesIO(self._read(source, name))
            self._check_list(seekable)
            archive = zipfile.ZipFile(seekable)
        except _DAMAGE as error:
            yield Refusal(name, f"the zip archive is damaged: {_say(error)}.")
            return
        with archive:
            for info in archive.infolist():
                self._count_entry()
                if info.filename.endswith("/") or _is_hidden(info.filename):
                    continue
                inner = _join(name, info.filename)
                if info.flag_bits & 1:
                    yield Refusal(inner, "it is encrypted; unpack it and try again.")
                    continue
                try:
                    with archive.open(info) as member:
                        yield from self._iter_any(self._count(member), inner, depth + 1)
                except _DAMAGE as error:
                    yield Refusal(inner, f"it is damaged in the archive: {_say(error)}.")

    def _iter_tar(self, source: _Stream, name: str, depth: int) -> Iterator[Document | Refusal]:
        try:
            with tarfile.open(fileobj=source, mode="r|", tarinfo=_Header) as archive:
                for info in archive:
                    self._count_entry()
                    if info.isdir() or _is_hidden(info.name):
                        continue
                    inner = _join(name, info.name)
                    member = archive.extractfile(info) if info.isfile() else None
                    if member is None:
                        yield Refusal(inner, "expected a file, found a link, a device or the like.")
                        continue
                    with member:
                        yield from self._iter_any(member, inner, depth + 1)
        except _DAMAGE as error:
            yield Refusal(name, f"the tar archive is damaged: {_say(error)}.")

    def _iter_mailbox(self, source: _Stream, name: str) -> Iterator[Document | Refusal]:
        """A mail begins with a line of From and a space, above which one is blank."""
        mail = bytearray()
        above = last = b"?"  # the two lines before this one
        number = 0
        while line := source.readline(self._limits.document_bytes + 1):
            # That it was a mail's first line is told by the header below it.
            is_begun = last.startswith(_MAILBOX) and _HEADER.match(line)
            if is_begun and not above.strip():
                number += 1
                yield self._document(f"{name}, mail {number}", bytes(mail[: -len(last)]))
                mail = bytearray(last)
            mail += line
            above, last = last, line
            self._count_read(len(line))
            if len(mail) > self._limits.document_bytes:
                raise _Exceeded(self._say_large())
        shown = f"{name}, mail {number + 1}" if number else name
        yield self._document(shown, bytes(mail))

    def _iter_document(self, source: _Stream, name: str) -> Iterator[Document | Refusal]:
        chunks: list[bytes] = []
        size, damage = 0, ""
        try:
            while chunk := source.read1(_CHUNK_BYTES):
                chunks.append(chunk)
                size += len(chunk)
                self._count_read(len(chunk))
                if size > self._limits.document_bytes:
                    yield Refusal(name, f"{self._say_large()}.")
                    return
        except _DAMAGE as error:
            damage = f"it is damaged in the archive, what stands before was read: {_say(error)}."
        if chunks or not damage:
            yield self._document(name, b"".join(chunks))
        if damage:
            yield Refusal(name, damage)

    def _read(self, source: _Stream, name: str) -> bytes:
        """A packed archive has to be in memory whole where it cannot be gone back in."""
        content = source.read(self._limits.document_bytes + 1)
        if len(content) > self._limits.document_bytes:
            raise _Exceeded(f"{name} lies in another archive and is too large to be opened there")
        return content

    def _document(self, name: str, content: bytes) -> Document:
        self._document_count += 1
        if self._document_count > self._limits.document_count:
            raise _Exceeded(f"it holds more than {count_of(self._limits.document_count, 'file')}")
        return Document(name, content)

    def _count(self, packed: IO[bytes] | gzip.GzipFile) -> IO[bytes]:
        """The stream, which from now on counts what comes out of it, be it read or passed over."""
        return cast("IO[bytes]", _Raw(cast("IO[bytes]", packed), self._count_unpacked))

    def _count_unpacked(self, byte_count: int) -> None:
        self._unpacked_bytes += byte_count
        self._check_bytes(self._unpacked_bytes)

    def _count_read(self, byte_count: int) -> None:
        self._read_bytes += byte_count
        self._check_bytes(self._read_bytes)

    def _check_bytes(self, total: int) -> None:
        if total > self._limits.total_bytes:
            raise _Exceeded(f"it unpacks to more than {self._limits.total_bytes // 2**20:,} MiB")

    def _count_entry(self) -> None:
        self._entry_count += 1
        self._check_entries(self._entry_count)

    def _check_entries(self, entry_count: int) -> None:
        limit = _ENTRIES_A_DOCUMENT * self._limits.document_count
        if entry_count > limit:
            raise _Exceeded(f"it holds more than {count_of(limit, 'file')}, folders and links")

    def _check_list(self, archive: IO[bytes]) -> None:
        """Look at how long a zip archive's list is before it is taken into memory whole."""
        archive.seek(0)
        rest, count = b"", 0
        while chunk := archive.read(_CHUNK_BYTES):
            count += (rest + chunk).count(_LISTED)
            rest = chunk[1 - len(_LISTED) :]
            self._check_entries(count)
        archive.seek(0)

    def _say_large(self) -> str:
        return f"it holds more than {self._limits.document_bytes // 2**20} MiB; that is no digest"


class _Raw(io.RawIOBase):
    """Any stream as one that a buffer can be put before."""

    def __init__(self, stream: IO[bytes], tell: Callable[[int], None] | None = None) -> None:
        self._stream = stream
        self._tell = tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        # Where the stream breaks off, `read` would throw away what it has so far.
        read = getattr(self._stream, "read1", self._stream.read)
        content: bytes = read(len(buffer))
        buffer[: len(content)] = content
        if self._tell is not None:
            self._tell(len(content))
        return len(content)


class _Header(tarfile.TarInfo):
    """A header of a tar archive that names nothing at endless length."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _NAMING and header.size > _NAMING_LIMIT_BYTES:
            raise tarfile.ReadError(f"a name of {header.size:,} bytes")
        return header


def _buffered(stream: IO[bytes]) -> _Stream:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("Any", _Raw(stream)), _CHUNK_BYTES)


def _is_tar(beginning: bytes) -> bool:
    return beginning[_TAR_PLACE : _TAR_PLACE + len(_TAR_MARK)] == _TAR_MARK


def _is_hidden(path: str) -> bool:
    """Hidden files, and what macOS puts beside each file of an archive."""
    parts = PurePosixPath(path).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _join(name: str, inner: str) -> str:
    """A name within an archive, fit to be shown: archives may hold any sign, and any length."""
    return f"{name}/{shorten(squeeze(replace_surrogates(inner)), _SHOWN_NAME_CHARS)}"


def _say(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "its headers stand inside one another without end"
    shown = squeeze(replace_surrogates(str(error))).rstrip(".")
    return shorten(shown, _SHOWN_NAME_CHARS) or type(error).__name__
