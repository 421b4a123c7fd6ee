"""What does an answer look like? One example for each address, for the schema and its page."""

# Stands for the variables of a path.
FILLED = {
    "{claim_id}": "7k3fq2m9xa",
    "{number}": "1",
    "{source_id}": "c4w8hn0r6t",
    "{passage_id}": "p9d2vz5e1j",
    "{claimant_id}": "m3t6ya8k0s",
    "{slug}": "economy",
}
EXAMPLES: dict[str, dict] = {}


def of(name: str) -> dict | None:
    """The example of the operation called `name`."""
    return EXAMPLES.get(name)


def filled(path: str) -> str:
    """A path with its variables filled in."""
    for variable, value in FILLED.items():
        path = path.replace(variable, value)
    return path
