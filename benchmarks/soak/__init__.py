"""Long runs of the fault suite: every fault point, many random kills, many processes at once."""
