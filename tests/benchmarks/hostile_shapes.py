"""Files that grow without end: many cards, links, parts, records, keys; deep nests; archives."""

import gzip
import io
import tarfile
import warnings
import zipfile
from collections.abc import Callable

from tests.benchmarks.hostile_texts import CARD, FEED, HTML, MAIL, MARKED

Shape = Callable[[int], bytes]


def repeat(begin: str, unit: str, end: str = "") -> Shape:
    """Numbered units: `{n}` counts them, `{id}` is an arXiv id for each."""

    def write(length: int) -> bytes:
        count = max(1, length // len(unit))
        body = "".join(
            unit.replace("{n}", str(n)).replace(
                "{id}", f"{2001 + n // 90_000}.{10_000 + n % 90_000:05d}"
            )
            for n in range(count)
        )
        return (begin + body + end).encode()

    return write


def nest(begin: str, opening: str, middle: str = "", closing: str = "", end: str = "") -> Shape:
    def write(length: int) -> bytes:
        depth = length // (len(opening) + len(closing))
        return (begin + opening * depth + middle + closing * depth + end).encode()

    return write


def many_parts(length: int) -> bytes:
    part = f"--b\nContent-Type: text/html\n\n{MAIL_LINK}"
    begin = MAIL + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return repeat(begin, part, "--b--\n")(length)


def deep_parts(length: int) -> bytes:
    text = MAIL
    for depth in range(length // 90):
        text += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
    return (
        text + "Content-Type: text/plain\n\nOwls https://huggingface.co/papers/2605.00010\n"
    ).encode()


def deep_mails(length: int) -> bytes:
    begin = MAIL + "Content-Type: message/rfc822\n\n"
    return (
        begin * (length // len(begin)) + MAIL + "\nOwls https://huggingface.co/papers/2605.00010"
    ).encode()


def zipped(name: Callable[[int], str], content: bytes = b"") -> Shape:
    def write(length: int) -> bytes:
        buffer = io.BytesIO()
        warnings.simplefilter("ignore")  # that names come twice
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(length // 100):
                archive.writestr(name(number), content)
        return buffer.getvalue()

    return write


def tarred(kind: bytes) -> Shape:
    def write(length: int) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for number in range(length // 512):
                info = tarfile.TarInfo(f"{number}.json")
                info.type = kind
                info.linkname = "../../etc/passwd"
                archive.addfile(info)
        return buffer.getvalue()

    return write


def long_names(length: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a/" * (length // 2)))
    return buffer.getvalue()


def zeros_in_gzip(length: int) -> bytes:
    return gzip.compress(bytes(length * 20))


H_CARD = (
    '<article><h3><a href="/papers/{id}">Owls {n}</a></h3><p>Owls hunt.</p><div>5</div></article>'
)
H_BARE = '<h3><a href="/papers/{id}">Owls {n}</a></h3><p>Owls hunt.</p>'
F_ITEM = "<item><title>Owls {n}</title><link>https://arxiv.org/abs/{id}</link></item>"
MAIL_LINK = '<a href="https://huggingface.co/papers/{id}">Owls {n} (5 ▲)</a><br>\n'
BOX = "From a\n" + MAIL + "\nOwls {n} https://huggingface.co/papers/{id}\n\n"
SHAPES: dict[str, Shape] = {
    "HTML with many cards": repeat("<html><body>", H_CARD, "</body></html>"),
    "HTML with many bare cards": repeat("<html><body>", H_BARE, "</body></html>"),
    "HTML, one card again and again": repeat("<html><body>", H_CARD.replace("{id}", "2401.00010")),
    "HTML, titles that link nowhere": repeat(HTML, '<h3><a href="/papers/x{n}">Owls</a></h3>'),
    "HTML, one article of many titles": repeat("<article>", H_BARE),
    "HTML, one card of many numbers": repeat(HTML, "<div>5</div>"),
    "HTML, one card of many nested numbers": repeat(HTML, "<div><span><b>5</b></span></div>"),
    "HTML, many links to code": repeat(HTML, '<a href="https://github.com/a">5</a>'),
    "HTML, many comments links": repeat(HTML, '<a href="/papers/2401.00010#community">x</a>'),
    "HTML, many data": repeat("<html>", '<div data-target="DailyPapers" data-props="{}"></div>'),
    "HTML, data in quirks": repeat("<html>", 'data-target="DailyPapers" data-props='),
    "HTML, many targets": repeat("<html>", 'data-target="DailyPapers" '),
    "HTML, open fonts": nest(HTML, "<font>"),
    "HTML, open paragraphs in fonts": nest(HTML, "<p><font color=a>", "x"),
    "HTML, deep lists": nest(HTML, "<li><dl><dd>"),
    "HTML, deep blocks": nest(HTML, "<blockquote>"),
    "HTML, deep custom elements": nest(HTML, "<x-y>"),
    "HTML, deep sections": nest(HTML, "<center><form>", "5"),
    "HTML, formatting": nest(HTML, "<b><i></b>"),
    "HTML, formatting for ever": nest(HTML, "<a><table><b>"),
    "HTML, attributes": repeat("<html><body>/papers/<div ", " a{n}=1", ">"),
    "HTML, h3 links nested": nest(HTML, '<h3><a href="/papers/2401.00010">', "x"),
    "feed with many items": repeat("<rss><channel>", F_ITEM, "</channel></rss>"),
    "feed with many damaged items": repeat("<rss><channel>", F_ITEM.replace("</link>", "")),
    "feed, deep": nest("<rss><channel>", "<a>", "x", "</a>", "</channel></rss>"),
    "feed, deep items": nest("<rss><channel>", "<item>", "x"),
    "feed, deep in a title": nest(FEED, "<div>", "x"),
    "feed, deep channels": nest("<rss>", "<channel><item><title>", "x"),
    "feed, deep XHTML": nest(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml">',
        "<div>",
        "x",
        "</div>",
        "</title></entry></feed>",
    ),
    "feed, many links": repeat(FEED, "<link>https://a.b/{n}</link>", "</item></channel></rss>"),
    "feed, many authors": repeat(
        FEED, "<author><name>a{n}</name></author>", "</item></channel></rss>"
    ),
    "feed, many categories": repeat(FEED, "<category>a{n}</category>", "</item></channel></rss>"),
    "feed, many contents": repeat(
        FEED, "<description>a{n}</description>", "</item></channel></rss>"
    ),
    "feed, many namespaces": repeat("<rss ", ' xmlns:a{n}="b{n}"', "><channel></channel></rss>"),
    "feed, many entities": repeat("<!DOCTYPE a [", '<!ENTITY a{n} "b">', "]><rss></rss>"),
    "feed, items of one id": repeat(
        "<rss><channel>", F_ITEM.replace("{id}", "2401.00010"), "</channel></rss>"
    ),
    "mail with many links": repeat(MAIL + "Content-Type: text/html\n\n", MAIL_LINK),
    "mail with many plain links": repeat(
        MAIL + "\n", "Owls {n}\nhttps://huggingface.co/papers/{id}\n"
    ),
    "mail with many plain links on a line": repeat(
        MAIL + "\n", "Owls {n} https://huggingface.co/papers/{id} "
    ),
    "mail with many empty links": repeat(
        MAIL + "Content-Type: text/html\n\n", MAIL_LINK.replace("Owls {n} (5 ▲)", "")
    ),
    "mail with one link again and again": repeat(
        MAIL + "Content-Type: text/html\n\n", MAIL_LINK.replace("{id}", "2605.00010")
    ),
    "mail with many parts": many_parts,
    "mail with deep parts": deep_parts,
    "mail with deep mails": deep_mails,
    "mail with many headers": repeat(
        MAIL, "X-A{n}: b\n", "\nhttps://huggingface.co/papers/2605.00010"
    ),
    "mail with many subjects": repeat(
        MAIL, "Subject: b{n}\n", "\nhttps://huggingface.co/papers/2605.00010"
    ),
    "mail with many addresses": repeat(
        MAIL + "To: ", "<a{n}@b.c>, ", "\n\nhttps://huggingface.co/papers/2605.00010"
    ),
    "mail with deep comments": nest(
        MAIL + "Content-Transfer-Encoding: ",
        "(",
        "",
        "",
        "\n\nhttps://huggingface.co/papers/2605.00010",
    ),
    "mail with deep comments in its date": nest(
        MAIL + "Date: ", "(", "", "", "\n\nOwls https://huggingface.co/papers/2605.00010"
    ),
    "mailbox of many mails": repeat("", BOX),
    "mailbox of lines of From": repeat("From a\n", "\nFrom b\n"),
    "mailbox of headers of From": repeat("From a\n", "\nFrom b\na: b\n"),
    "Markdown with many papers": repeat(
        "", "### [Owls {n}](https://arxiv.org/abs/{id})\n\nOwls hunt.\n\n"
    ),
    "Markdown list with many papers": repeat(
        "", "- [Owls {n}](https://arxiv.org/abs/{id}): owls\n"
    ),
    "Markdown, many papers on a line": repeat("- ", "[Owls {n}](https://arxiv.org/abs/{id}) "),
    "Markdown, many links on a line": repeat("# x\n- ", "[Owls {n}](https://example.org/{n}) "),
    "Markdown, many strangers": repeat(MARKED, "### Owls\n"),
    "Markdown, many numbers": repeat(MARKED, "5\n"),
    "Markdown, no number above": repeat(
        "", "- [Owls](https://arxiv.org/abs/{id})\n\n\n\n\n\n\n\n\n\n\n"
    ),
    "Markdown, blank lines above": nest("", "\n", MARKED),
    "Markdown, pictures above": nest("", "![a](b)\n", MARKED),
    "API with many papers": repeat(
        '[{"title":"x"}', ',{"paper":{"id":"{id}","title":"Owls {n}"}}', "]"
    ),
    "API with many reprs": repeat('["{}"', ",\"{'id':'{id}','title':'Owls {n}'}\"", "]"),
    "API with many strangers": repeat('[{"title":"x"}', ",7", "]"),
    "API, many values": repeat("", '{"paper":{"id":"{id}","title":"Owls {n}"}}\n'),
    "API, many keys": repeat('{"a":1', ',"a{n}":1', ',"data":[{"title":"x"}]}'),
    "API, many lists": repeat('{"a":1', ',"data":[]', ',"data":[{"title":"x"}]}'),
    "API, a long number": nest('[{"title":"x","upvotes":', "1", "}]"),
    "API, a long fraction": nest('[{"title":"x","upvotes":1e', "1", "}]"),
    "API, a deep list": nest('[{"title":"x"},', "[", "1", "]", "]"),
    "API, a deep list below data": nest('{"data":', '[{"data":', "1", "}]", "}"),
    "API, a deep repr": nest("[\"{'title': 'x', 'y': ", "[", "1", "]", '}"]'),
    "API, a repr of a sum": nest("[\"{'title': 'x', 'y': 1", "+1", "", "", '}"]'),
    "API, a repr with minus": nest("[\"{'title': 'x', 'y': ", "-", "1", "", '}"]'),
    "API, a repr with parentheses": nest("[\"{'title': 'x', 'y': ", "(", "1", ")", '}"]'),
    "API, a repr of a long number": nest("[\"{'title': 'x', 'upvotes': ", "1", '}"]'),
    "API, a repr of strings": nest("[\"{'title': ", "'a' ", "", "", '}"]'),
    "API, a repr of attributes": nest('["a', ".a", "", "", '"]'),
    "API, a repr of calls": nest('["a', "()", "", "", '"]'),
    "API, a repr of lambdas": nest('["', "lambda:", "1", "", '"]'),
    "API, many authors": repeat('[{"title":"x","authors":[{}', ',{"name":"Owl {n}"}', "]}]"),
    "lines of papers": repeat("", '{"id":"{n}","title":"Owls {n}","text":"Hoot."}\n'),
    "lines that are broken": repeat('{"id":"1","title":"Owls","text":"Hoot."}\n', '{"id\n'),
    "lines, deep": nest(
        '{"id":"1","title":"Owls","text":"Hoot."}\n{"title":"x","y":', "[", "1", "]", "}"
    ),
    "lines, a long number": nest(
        '{"id":"1","title":"Owls","text":"Hoot."}\n{"title":"x","text":"","id":', "1", "}"
    ),
    "lines with fraction ids": repeat("", '{"id":1e999,"title":"Owls {n}","text":"Hoot."}\n'),
    "table of many records": repeat("title,abstract\n", "Owls {n},Owls hunt.\n"),
    "table of broken records": repeat("title,abstract\n", "Owls {n},Owls, hunt.\n"),
    "table of open quotes": repeat("title,abstract\n", 'Owls,"\n'),
    "table of open quotes, long": repeat("title,abstract\n", 'Owls,"' + "x" * 300 + "\n"),
    "table of long records": repeat("title,abstract\n", 'Owls,"' + "\n" * 150 + '"\n'),
    "table of many columns": repeat("title,abstract", ",a{n}", "\nOwls,x\n"),
    "table of many columns and records": repeat("title,abstract" + ",a" * 100, "\nOwls,x", "\n"),
    "table, a header alone": repeat('title,abstract,"', "a", "\nOwls,x\n"),
    "cards": repeat("", CARD.replace("{}", "Owls hunt.").replace("Hunt", "Hunt {n}")),
    "cards without feet": repeat(
        "by AK and the research community\n\n", "Owls {n}\n\n" + "Owls hunt. " * 12 + "\n\n"
    ),
    "feet without cards": repeat("Owls\n\n", "  • 6 authors\n·\nAug 21, 2025 2\n\n"),
    "titles without abstracts": repeat("by AK and the research community\n\n", "Owls {n}\n\n"),
    "one abstract of many paragraphs": repeat(
        "Owls\n\n", "Owls hunt.\n\n", "\n\n  • 6 authors\n·\nAug 21, 2025 2\n"
    ),
    "one abstract of many lines": repeat(
        "Owls\n\n", "Owls hunt.\n", "\n\n  • 6 authors\n·\nAug 21, 2025 2\n"
    ),
    "pairs": repeat(
        "Get trending papers in your email inbox!\n", "Owls {n}\n" + "Owls hunt. " * 12 + "\n"
    ),
    "pairs without abstracts": repeat("Get trending papers in your email inbox!\n", "Owls {n}\n"),
    "pairs without titles": repeat(
        "Get trending papers in your email inbox!\n", "Owls hunt {n}.\n"
    ),
    "UTF-8 with broken bytes": lambda n: b"title,abstract\nOwls," + b"\xc3\xa9\xff" * (n // 3),
    "UTF-16 of odd length": lambda n: ("title,abstract\nOwls," + "x" * (n // 2)).encode("utf-16")[
        :-1
    ],
    "UTF-16 of half signs": lambda n: b"\xff\xfe" + b"\x00\xd8" * (n // 2),
    "UTF-32 of no signs": lambda n: b"\xff\xfe\x00\x00" + b"\xff" * n,
    "NUL alone": bytes,
    "zip of many files": zipped(str),
    "zip of many folders": zipped(lambda n: "../" * 30 + f"a{n}/"),
    "zip of names that climb": zipped(lambda n: f"../../../etc/{n}", b"[1]"),
    "zip of one name": zipped(lambda _: "a", b"[1]"),
    "tar of devices": tarred(tarfile.CHRTYPE),
    "tar of links": tarred(tarfile.SYMTYPE),
    "tar of sparse files": tarred(tarfile.GNUTYPE_SPARSE),
    "tar of folders": tarred(tarfile.DIRTYPE),
    "tar of unknown kinds": tarred(b"Z"),
    "tar of long names": tarred(tarfile.GNUTYPE_LONGNAME),
    "tar of headers": tarred(tarfile.XHDTYPE),
    "tar with a long name": long_names,
    "gzip of zeros": zeros_in_gzip,
}
