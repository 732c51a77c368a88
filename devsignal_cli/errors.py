"""What can go wrong, said once: each error carries its code, its exit code and the next step.

The codes and exit codes are the product's contract; a command never catches these, the root group turns them
into one line on stderr.
"""

from typing import Literal

Reason = Literal[
    "rate_limited", "budget", "max_posts", "max_calls", "credits", "spend_cap", "usage_cap", "service", "auth", "locked"
]


class DevsignalError(Exception):
    """The root of all errors that a user may see.

    Args:
        message: the fact, in one sentence.
        hint: the next step for the person who reads it; empty when there is none.
    """

    code = "defect"
    exit_code = 1
    reason: Reason | None = "service"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DevsignalError):
    """The command was called with something that cannot be right."""

    code, exit_code = "usage", 2


class NotFoundError(DevsignalError):
    """A named organization, keyword or record does not exist."""

    code, exit_code = "not_found", 2


class DecidedError(UsageError):
    """Somebody has decided meanwhile what a person was asked about."""


class NotConnectedError(DevsignalError):
    """The organization has no connection to the service."""

    code, exit_code = "not_connected", 78


class ConfigError(DevsignalError):
    """A setting or a stored secret is wrong."""

    code, exit_code = "usage", 78


class LostKeyError(ConfigError):
    """The secret key that the database was used with is not there."""


class ChangedKeyError(ConfigError):
    """Another secret key is there than the one that the database was used with."""


class AuthError(DevsignalError):
    """The service refused the secret."""

    code, exit_code, reason = "auth", 4, "auth"


class ServiceError(DevsignalError):
    """The service answered in a way that cannot go on."""

    code, exit_code = "service", 1


class BadRequestError(ServiceError):
    """The service refused the request itself (400).

    Args:
        message: what the service said.
        server_time: the service's own clock, in Unix seconds, when it answered.
    """

    def __init__(self, message: str, hint: str = "", server_time: int | None = None) -> None:
        super().__init__(message, hint)
        self.server_time = server_time


class OutdatedRequestError(DevsignalError):
    """A request that was free on X's last day is billed on this one: it was not sent."""


class CallsReachedError(DevsignalError):
    """The run has made as many calls as it may (`--max-calls`): no failure, the next run goes on."""

    reason = "max_calls"


class TryLaterError(DevsignalError):
    """Nothing is wrong that time does not mend; what came so far is stored.

    `wait_seconds` is how long the service asked to wait, if it did.
    """

    code, exit_code = "service", 75
    wait_seconds: float | None = None


class RateLimitedError(TryLaterError):
    """The rate limit would need a longer wait than `--max-wait` allows."""

    code, reason = "rate_limited", "rate_limited"


class BudgetReachedError(TryLaterError):
    """The next page could cost more than the budget has left."""

    code, reason = "budget", "budget"


class CreditsError(TryLaterError):
    """The account cannot pay: credits, spend cap or usage cap, told apart by `reason`."""

    code = "credits"

    def __init__(self, message: str, hint: str, reason: Literal["credits", "spend_cap", "usage_cap"]) -> None:
        super().__init__(message, hint)
        self.reason = reason


class LockedError(TryLaterError):
    """Another run of the same organization and service is under way."""

    code, reason = "locked", "locked"


class DamagedError(DevsignalError):
    """The database or an input file is damaged, or of another kind."""

    code, exit_code = "damaged", 65


class CannotWriteError(DevsignalError):
    """The disk is full or read-only."""

    code, exit_code, reason = "cannot_write", 74, None


class StaleError(DevsignalError):
    """The last successful run is older than `--max-age` allows."""

    code, exit_code = "stale", 1


class PartialError(DevsignalError):
    """Some organizations or items failed; the rest is stored."""

    code, exit_code = "partial", 3


class InterruptedRunError(BaseException):
    """A signal asked the program to stop. No `except Exception` of any library may swallow it.

    Args:
        signal_number: which signal; the exit code is 128 and that number.
    """

    code = "interrupted"
    reason: Reason | None = None
    message = "Stopped on request."
    hint = "Whatever was stored is whole; run it again to go on."

    def __init__(self, signal_number: int) -> None:
        super().__init__(self.message)
        self.exit_code = 128 + signal_number


Failure = DevsignalError | InterruptedRunError
"""Whatever may end a run: both say code, exit code, message and hint."""
