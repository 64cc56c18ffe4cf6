"""Archives and mailboxes: opened by content, one by one, and never past a limit."""

import gzip
import io
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from bot.sources.containers import Document, Limits, Refusal, iter_documents
from bot.sources.files import SourceFile

PAPERS = {"a.json": b"[1]", "day/b.json": b"[2]"}


def make_zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_tar(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


LONG_NAME = tarfile.TarInfo("././@LongLink")
LONG_NAME.type = tarfile.GNUTYPE_LONGNAME


def encrypt(packed: bytes) -> bytes:
    """A zip archive of one file, said to be encrypted."""
    marked = bytearray(packed)
    marked[6] |= 1
    marked[marked.find(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def make_links(kind: bytes) -> bytes:
    info = tarfile.TarInfo("a")
    info.type, info.linkname = kind, "/etc/passwd"
    return info.tobuf() + bytes(1024)


def unpack(content: bytes, **limits: int) -> list[Document | Refusal]:
    return [*iter_documents(io.BytesIO(content), "x", Limits(**limits))]


def contents(content: bytes, **limits: int) -> dict[str, bytes]:
    found = unpack(content, **limits)
    assert not [each for each in found if isinstance(each, Refusal)]
    return {each.name: each.content for each in found if isinstance(each, Document)}


@pytest.mark.parametrize(
    ("packed", "names"),
    [
        pytest.param(b"[1]", {"x": b"[1]"}, id="no archive"),
        pytest.param(b"", {"x": b""}, id="nothing"),
        pytest.param(gzip.compress(b"[1]"), {"x": b"[1]"}, id="gzip"),
        pytest.param(gzip.compress(b"[") + gzip.compress(b"1]"), {"x": b"[1]"}, id="two gzips"),
        pytest.param(make_zip(PAPERS), {f"x/{n}": c for n, c in PAPERS.items()}, id="zip"),
        pytest.param(make_tar(PAPERS), {f"x/{n}": c for n, c in PAPERS.items()}, id="tar"),
        pytest.param(
            make_tar(PAPERS, "w:gz"), {f"x/{n}": c for n, c in PAPERS.items()}, id="tar.gz"
        ),
        pytest.param(
            make_zip({"in.zip": make_zip({"a": b"[1]"})}), {"x/in.zip/a": b"[1]"}, id="zip in zip"
        ),
        pytest.param(make_tar({"a.gz": gzip.compress(b"[1]")}), {"x/a.gz": b"[1]"}, id="gz in tar"),
        pytest.param(
            make_zip({"__MACOSX/._a": b"?", ".x": b"?", "a": b"[1]"}), {"x/a": b"[1]"}, id="hidden"
        ),
        pytest.param(make_zip({"../../a": b"[1]"}), {"x/../../a": b"[1]"}, id="names that climb"),
        pytest.param(make_tar({"a\udcff\n": b"[1]"}), {"x/a\ufffd": b"[1]"}, id="odd names"),
    ],
)
def test_what_is_packed_comes_out(packed: bytes, names: dict[str, bytes]) -> None:
    assert contents(packed) == names


def test_a_mailbox_is_opened_mail_by_mail() -> None:
    box = b"From a Wed\nSubject: one\n\nFrom me\nhi\n\nFrom b Thu\nSubject: two\n\nho\n"
    found = contents(box)
    assert list(found) == ["x, mail 1", "x, mail 2"]
    assert found["x, mail 2"].startswith(b"From b Thu\nSubject: two")


@pytest.mark.parametrize(
    ("packed", "limits", "reason"),
    [
        pytest.param(gzip.compress(b" " * 2**21), {"document_bytes": 2**20}, "1 MiB", id="bomb"),
        pytest.param(
            make_zip({str(n): b" " * 2**19 for n in range(9)}), {"total_bytes": 2**21},
            "unpacks to more than 2 MiB", id="many that are large together",
        ),
        pytest.param(
            make_zip({str(n): b"" for n in range(9)}), {"document_count": 5},
            "more than 5 files", id="too many",
        ),
        pytest.param(
            make_zip({"a": make_zip({"b": make_zip({"c": b""})})}), {"depth": 2},
            "up to 2 deep", id="too deep",
        ),
        pytest.param(
            make_zip({f"{n}/": b"" for n in range(30)}), {"document_count": 5},
            "more than 20 files, folders and links", id="too many folders",
        ),
        pytest.param(
            make_zip({str(n): bytes(2**20 + 1) for n in range(9)}),
            {"document_bytes": 2**20, "total_bytes": 2**22},
            "unpacks to more than 4 MiB", id="many that are each too large",
        ),
        pytest.param(
            gzip.compress(make_tar({".hidden": bytes(2**21)})), {"total_bytes": 2**20},
            "unpacks to more than 1 MiB", id="much that is passed over",
        ),
        pytest.param(
            make_tar({"../" * 400_000: b""}), {}, "a name of 1,2", id="an endless name"
        ),
        pytest.param(
            LONG_NAME.tobuf(tarfile.GNU_FORMAT) * 2_000, {}, "inside one another without end",
            id="names of names",
        ),
        pytest.param(
            b"From a\n" + b"x" * 2**21, {"document_bytes": 2**20}, "more than 1 MiB",
            id="an endless line of a mailbox",
        ),
        pytest.param(
            b"From a\nA: b\n\n" * 9, {"document_count": 5}, "more than 5 files", id="many mails"
        ),
        pytest.param(encrypt(make_zip({"a": b"[1]"})), {}, "encrypted; unpack it", id="encrypted"),
        pytest.param(
            make_links(tarfile.SYMTYPE), {}, "expected a file, found a link", id="a link"
        ),
        pytest.param(
            make_links(tarfile.CHRTYPE), {}, "a device or the like", id="a device"
        ),
        pytest.param(make_zip(PAPERS)[:40], {}, "damaged", id="cut zip"),
        pytest.param(make_tar(PAPERS)[:700], {}, "damaged", id="cut tar"),
    ],
)  # fmt: skip
def test_what_goes_too_far_is_refused(packed: bytes, limits: dict[str, int], reason: str) -> None:
    refusals = [each.reason for each in unpack(packed, **limits) if isinstance(each, Refusal)]
    assert any(reason in each for each in refusals)


def test_a_cut_gzip_gives_what_stands_before_the_cut() -> None:
    packed = gzip.compress(random.Random(1).randbytes(100_000))
    found = unpack(packed[:60_000])
    assert [type(each) for each in found] == [Document, Refusal]
    assert "what stands before was read" in found[1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("pack", [make_zip, make_tar, lambda f: make_tar(f, "w:gz")])
def test_any_damage_is_told_and_raises_nothing(
    pack: Callable[[Mapping[str, bytes]], bytes],
) -> None:
    packed = pack({str(n): b"[%d]" % n * 50 for n in range(20)})
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(packed)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        cut = chance.randrange(len(damaged)) if chance.random() < 0.3 else len(damaged)
        for each in unpack(bytes(damaged[:cut])):
            assert isinstance(each, Document) or each.reason.endswith(".")


def test_a_file_of_an_odd_name_has_one_that_can_be_kept() -> None:
    assert SourceFile("in/a\udcff\x1b[31m.json", is_named=True).name == "a\ufffd[31m.json"
