"""The rules of records, from the use cases to the store, which knows no rule."""

from devsignal_cli.cli.noise_wiring import RULES as NOISE
from devsignal_cli.core.identity.keys import handle_key, name_key
from devsignal_cli.core.merge import choose, merge
from devsignal_cli.model.records import RecordRules

RULES = RecordRules(merge, choose, name_key, handle_key, NOISE)
