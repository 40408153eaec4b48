"""Dates as lists show them."""

from datetime import UTC, date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def short_date(published: str, today: date) -> str:
    """The day of an ISO 8601 date, with its year unless that is this year's; anything else as it is."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def clock(at: str, now: datetime) -> str:
    """The local time of a moment in ISO 8601, before today with its day. `now` has a time zone."""
    moment = datetime.fromisoformat(at)
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(now.tzinfo)
    time = f"{local:%H:%M}"
    return (
        time if local.date() == now.date() else f"{short_date(local.date().isoformat(), now.date())} {time}"
    )
