"""Sales reports: the figures, and how they were counted. Reached through the gate."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import Reach, Right
from nia.errors import NotFound, PermissionDenied
from nia.sales.days import bounds, day_of, quarter_of
from nia.sales.pipeline import Tally
from nia.sales.reports import REPORTS, Line, Report, Scope
from nia.store.tables import User
from nia.tools.slots import RangeEnd, RangeStart, Slot, UserRef
from nia.tools.spec import Effect, RecordView, Result, ToolContext, tool
from nia.tools.views.lead import money_of
from nia.understanding.port import Json, SlotKind

Metric = Annotated[Literal["pipeline", "conversion", "revenue", "activity", "team"], Slot(SlotKind.CHOICE)]
LINE_KINDS = {"pipeline": "stage", "conversion": "stage", "revenue": "user", "activity": "kind", "team": "user"}


class SalesReport(BaseModel):
    """Which figures, of which time and of whom."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    metric: Metric = Field("pipeline", title="report", description="what is counted")
    from_: RangeStart | None = Field(
        None, alias="from", title="from", description="unsaid: this fiscal quarter; for the pipeline, any time"
    )
    to: RangeEnd | None = Field(None, title="to", description="until when, the day included")
    owner: UserRef | None = Field(None, title="owner", description="whose figures; unsaid: all that the user may see")


@tool(
    effect=Effect.READ,
    right=Right(Reach.TEAM, manager=Reach.ALL),
    examples=(
        "how is [my](owner) [pipeline](metric)",
        "what's our [conversion](metric) [this quarter](from)",
        "[revenue](metric) report for [last month](from)",
        "show [Vikram](owner)'s [activity](metric) [this week](from)",
        "how is the [team](metric) doing",
    ),
)
async def sales_report(context: ToolContext, args: SalesReport) -> Result:
    """Report sales figures: pipeline by stage, conversion, revenue won, activity, or the team, and how they count."""
    user = context.user
    from_, to = _time(context, args)
    begin, end = bounds(from_, to, user.zone)
    scope = Scope(user, context.right.reach_of(user), await _owner(context, args), begin, end)
    report = await REPORTS[args.metric](context.session, scope)
    timed = from_ is not None
    values: dict[str, Json] = {
        "count": report.tally.leads,
        "counted": f"counted_{args.metric}" if timed else f"counted_{args.metric}_now",
        "whose": args.owner.name if args.owner else f"whose_{scope.reach}",
        "value": money_of(_worth(report.tally, user.currency), user.currency),
        **({"from": _day(from_, context), "to": _day(to, context)} if timed else {}),
    }
    lines = tuple(_view(LINE_KINDS[args.metric], line, user.currency) for line in report.lines)
    others = tuple(
        RecordView("currency", currency, currency, {"value": money_of(value, currency)})
        for currency, value in sorted(report.tally.worth.items())
        if currency != user.currency
    )
    return Result(
        f"sales_report_{args.metric}" if timed else f"sales_report_{args.metric}_now",
        values,
        sections=((args.metric, lines), *((("other_currencies", others),) if others else ())),
        figures=_figures(args.metric, report, user.currency),
    )


def _time(context: ToolContext, args: SalesReport) -> tuple[datetime | date | None, datetime | date | None]:
    """Return the time that counts: what was said, else the fiscal quarter; the pipeline is as it is now."""
    if args.from_ is None and args.to is None and args.metric == "pipeline":
        return None, None
    today = day_of(context.now, context.user.zone)
    last = _date(args.to, context) or today
    first, end = quarter_of(last, context.company.fiscal_year_starts)
    if args.from_ is None:
        return first, args.to or end
    return args.from_, args.to or max(today, _date(args.from_, context) or today)


async def _owner(context: ToolContext, args: SalesReport) -> str | None:
    """Return whose figures are asked for; raise `PermissionDenied` where the user may not see them."""
    if args.owner is None:
        return None
    user, reach = context.user, context.right.reach_of(context.user)
    row = await context.session.get(User, args.owner.id)
    if row is None:
        raise NotFound("user", args.owner.name)
    if row.id != user.id and (reach is Reach.OWN or (reach is Reach.TEAM and row.team_id != user.team_id)):
        raise PermissionDenied("the figures are beyond the user's reach", name=row.name)
    return row.id


def _figures(metric: str, report: Report, currency: str) -> dict[str, int | float]:
    """Return the numbers of the reply. `value` is in the user's currency only."""
    counts = dict(report.counts)
    if metric == "activity":
        return counts
    return {"leads": report.tally.leads, "value": _number(_worth(report.tally, currency)), **counts}


def _view(kind: str, line: Line, currency: str) -> RecordView:
    """Return a line as a record; a stage's or kind's name is its choice's code."""
    if kind == "kind":
        return RecordView(kind, line.key, line.name, {"count": line.activities})
    fields: dict[str, Json] = {"leads": line.tally.leads, "value": money_of(_worth(line.tally, currency), currency)}
    if line.won is not None:
        fields |= {"won": line.won.leads, "revenue": money_of(_worth(line.won, currency), currency)}
    if line.activities is not None:
        fields["activities"] = line.activities
    return RecordView(kind, line.key, line.name, fields)


def _worth(tally: Tally, currency: str) -> Decimal:
    return tally.worth.get(currency, Decimal(0))


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _date(value: datetime | date | None, context: ToolContext) -> date | None:
    return day_of(value, context.user.zone) if isinstance(value, datetime) else value


def _day(value: datetime | date | None, context: ToolContext) -> str | None:
    day = _date(value, context)
    return day.isoformat() if day else None
