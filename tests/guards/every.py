"""All guards, of faults and of attacks."""

from tests.guards import attacks_a, attacks_b, database, services, writes
from tests.guards.guard import Guard

GUARDS: tuple[Guard, ...] = (*writes.GUARDS, *database.GUARDS, *services.GUARDS, *attacks_a.GUARDS, *attacks_b.GUARDS)
