"""The papers of an API day, written in the other forms that people have."""

import csv
import html
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any

Item = Mapping[str, Any]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def published_on(item: Item) -> date:
    return datetime.fromisoformat(item["paper"]["publishedAt"]).date()


def organization_of(item: Item) -> Mapping[str, str] | None:
    found: Mapping[str, str] | None = item.get("organization") or item["paper"].get("organization")
    return found


def short_day(day: date, page_day: date) -> str:
    return f"{day:%b} {day.day}" + ("" if day.year == page_day.year else f", {day.year}")


def as_text_cards(items: Sequence[Item], day: date) -> str:
    lines = ["new", "", "Subscribe", "", "Daily Papers", "", "byAK and the research community", ""]
    lines += [f"{day:%b} {day.day}", ""]
    for item in items:
        paper, organization = item["paper"], organization_of(item)
        who = f"  • {len(paper['authors'])} authors"
        if organization is not None:
            who = squeeze(f"{organization['name']} {organization['fullname']}")
        count = f" {item['numComments']}" if item["numComments"] else ""
        foot = [who, "·", short_day(published_on(item), day) + count]
        lines += [squeeze(paper["title"]), "", squeeze(paper["summary"]), "", *foot, ""]
    return "\n".join(lines)


def as_text_pairs(items: Sequence[Item], _day: date) -> str:
    lines = ["Get trending papers in your email inbox once a day!"]
    lines += ["Get trending papers in your email inbox!"]
    for item in items:
        lines += [squeeze(item["paper"]["title"]), squeeze(item["paper"]["summary"])]
    lines[2] = f"Subscribe{lines[2]}"
    return "\n".join(lines)


def as_page(items: Sequence[Item], day: date) -> str:
    props = {"dateString": str(day), "periodType": "day", "dailyPapers": items}
    data = html.escape(json.dumps(props))
    body = f'<main>\n<div class="x" data-target="DailyPapers" data-props="{data}"></div></main>'
    return f"<!doctype html>\n<html><body>{body}</body></html>"


def as_mail(items: Sequence[Item], day: date) -> str:
    mail = EmailMessage()
    mail["From"] = "daily_papers_digest@notifications.huggingface.co"
    mail["Subject"] = f"Daily papers of {day.day} {day:%B} {day.year}"
    links = (
        f'<p><a href="https://huggingface.co/papers/{item["paper"]["id"]}?utm_source=digest">'
        f"{html.escape(squeeze(item['paper']['title']))} ({item['paper']['upvotes']} ▲)</a></p>"
        for item in items
    )
    mail.set_content("no HTML here")
    mail.add_alternative(
        f"<html><body>{chr(10).join(links)}</body></html>", subtype="html", cte="quoted-printable"
    )
    return mail.as_string()


def as_saved_markdown(items: Sequence[Item], day: date) -> str:
    lines = ["# Daily Papers", "", f"{day:%b} {day.day}", "", "Subscribe", ""]
    for item in items:
        paper, organization = item["paper"], organization_of(item)
        link = f"/papers/{paper['id']}"
        who = f"*   {len(paper['authors'])} authors"
        if organization is not None:
            who = f"[![](https://x/o.png) {organization['fullname']}](/{organization['name']})"
        count = f" [{item['numComments']}]({link}#community)" if item["numComments"] else ""
        title = f"### [{squeeze(paper['title'])}]({link})"
        lines += ["Submitted by", "", "[someone](/someone)", "", str(paper["upvotes"]), "", title]
        lines += ["", squeeze(paper["summary"]), "", who, "", "·", ""]
        lines += [short_day(published_on(item), day) + count, ""]
    return "\n".join(lines)


def as_table(items: Sequence[Item], _day: date) -> str:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Title", "Abstract", "arxiv_id", "published", "upvotes", "comments"])
    for item in items:
        paper = item["paper"]
        counts = [paper["upvotes"], item["numComments"]]
        writer.writerow(
            [paper["title"], paper["summary"], paper["id"], paper["publishedAt"], *counts]
        )
    return table.getvalue()


def as_atom(items: Sequence[Item], day: date) -> str:
    entries = (
        f"<entry>\n<id>http://arxiv.org/abs/{item['paper']['id']}v1</id>"
        f"<published>{item['paper']['publishedAt']}</published>"
        f"<title>{html.escape(item['paper']['title'])}</title>"
        f"<summary>{html.escape(item['paper']['summary'])}</summary></entry>\n"
        for item in items
    )
    head = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<updated>{day}T04:00:00Z</updated>{''.join(entries)}</feed>"


# For each form: how a day is written in it, the facts that it holds, and whether it shows the day.
RENDERERS: Mapping[str, tuple[Callable[[Sequence[Item], date], str], str, bool]] = {
    "text_cards": (as_text_cards, "title abstract published_on comment_count", True),
    "text_pairs": (as_text_pairs, "title abstract", False),
    "html_page": (
        as_page,
        "title abstract arxiv_id published_on comment_count upvotes authors organization",
        True,
    ),
    "daily_mail": (as_mail, "title arxiv_id upvotes", True),
    "markdown_list": (
        as_saved_markdown,
        "title abstract arxiv_id published_on comment_count upvotes organization",
        True,
    ),
    "paper_table": (
        as_table,
        "title abstract arxiv_id published_on comment_count upvotes",
        False,
    ),
    "feed": (as_atom, "title abstract arxiv_id published_on", True),
}
