"""An alert as a webhook takes it: text for Slack and what speaks like it, or JSON for programs. Pure.

Posts come from strangers: nothing in them mentions a channel, makes a link or an image, or ends a line.
"""

import json
import unicodedata

from devsignal_cli.model.alerts import Told
from devsignal_cli.results.alerts import Alert
from devsignal_cli.results.signals import Signal
from devsignal_cli.results.stats import Stats
from devsignal_cli.serialize import plain

LONGEST = 280
_BREAK = "\u200b"  # takes no room
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": f"@{_BREAK}", "](": f"]{_BREAK}("}


def slack(alert: Alert) -> bytes:
    """The body for Slack, Mattermost and Discord's /slack addresses."""
    return json.dumps({"text": text(alert)}, ensure_ascii=True).encode()


def generic(alert: Alert) -> bytes:
    """The body for programs: the message's values, and the same text."""
    told = {name: value for name, value in plain(alert).items() if value is not None}
    return json.dumps(told | {"text": text(alert)}, ensure_ascii=True, allow_nan=False).encode()


def text(alert: Alert) -> str:
    """The message in lines."""
    lines = [_head(alert)]
    lines += [_spike(spike) for spike in alert.spikes]
    if alert.failed_runs:
        lines.append(f"The last {alert.failed_runs} syncs failed. Look: devsignal twitter status")
    if alert.digest is not None:
        lines += _digest(alert.digest)
    lines += [_signal(signal) for signal in alert.signals]
    if alert.total > len(alert.signals):
        lines.append(f"and {alert.total - len(alert.signals):,} more")
    return "\n".join(lines)


def foreign(words: str, longest: int = LONGEST) -> str:
    """A stranger's words on one line, as mere text."""
    visible = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in words)
    line = " ".join(visible.split())
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    for sign, escaped in _ESCAPED.items():
        line = line.replace(sign, escaped)
    return line


def _head(alert: Alert) -> str:
    org = foreign(alert.org)
    match alert.kind:
        case "test":
            return f"devsignal, {org}: this is a test. Alerts come like this."
        case "digest":
            return f"devsignal, {org}: digest"
        case _:
            posts = f": {alert.total:,} new {'post' if alert.total == 1 else 'posts'}" if alert.total else ""
            return f"devsignal, {org}{posts}"


def _spike(spike: Told) -> str:
    if spike.kind == "negative":
        return f"{spike.day} stands out: {spike.value:.0%} of its posts are negative; {spike.usual:.0%} is usual."
    return f"{spike.day} stands out: {spike.value:g} posts; {spike.usual:g} is usual."


def _digest(figures: Stats) -> list[str]:
    signals, sentiment, types = figures.signals, figures.sentiment, figures.types
    lines = [
        f"{figures.from_} to {figures.to}: {signals.total:,} posts ({signals.previous:,} before)",
        ", ".join(f"{sentiment[name]:,} {name}" for name in ("positive", "negative", "neutral")),
        ", ".join(f"{count:,} {name.removeprefix('twitter_')}s" for name, count in types.items()),
    ]
    named = [company for company in figures.companies_by_signals if company.signals][:3]
    if named:
        told = (f"{foreign(company.name or company.domain or '?', 60)} ({company.signals:,})" for company in named)
        lines.append(f"Companies: {', '.join(told)}")
    return lines


def _signal(signal: Signal) -> str:
    who = foreign(signal.author.username or "somebody", 30)
    reach = f", {signal.author.followers:,} followers" if signal.author.followers is not None else ""
    kind = signal.type.removeprefix("twitter_")
    return f"• {kind}, {signal.sentiment}, {who}{reach}: {foreign(signal.text)} <{signal.url}|open>"
