"""What `review` says of a case about many listings, beside the findings of its groups."""

from datetime import datetime
from typing import Any

from generator.case.listings import ManyListings
from generator.cli.console import say
from generator.clock import format_time
from generator.knowledge.model import Knowledge
from generator.rules.listings import health, next_of


def health_rows(
    many: ManyListings, knowledge: Knowledge, now: datetime, language: str
) -> list[dict[str, Any]]:
    """Return the groups in the advised order, each with its listings and what comes next for them."""
    return [
        {
            "group": row.group.id, "letter": row.letter, "violation": row.group.case.violation.id, "appealable": row.appealable,
            "deadline": row.deadlines.hard.isoformat() if row.deadlines.hard else None, "errors": row.errors,
            "listings": [
                {"listing": one.id, "state": one.state, "next": knowledge.word(following.what, language),
                 "next_date": following.when.isoformat() if following.when else None}
                for one in row.group.listings for following in [next_of(one, row, now)]
            ],
        }
        for row in health(many, knowledge, now)
    ]  # fmt: skip


def say_health(rows: list[dict[str, Any]], language: str) -> None:
    """Print one line for each group."""
    for row in rows:
        letter = {"en": "no letter", "zh": "没有信"}[language]
        if row["letter"]:
            letter = {"en": f"letter {row['letter']}", "zh": f"第{row['letter']}封信"}[language]
        count = {"en": f"{len(row['listings'])} listings", "zh": f"{len(row['listings'])}个商品"}[language]
        until = format_time(datetime.fromisoformat(row["deadline"]), language) if row["deadline"] else "–"
        say(f"  {letter:12}{row['group']:24}{count:14}{row['appealable']:12}{until}")
