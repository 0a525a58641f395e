"""Owns the one way in which a backup or a restore does not go on."""


class Refusal(Exception):
    """What stands in the way, as one sentence for whoever started it."""
