"""Names of projects: how works are called (`works`), where a name ends, two names told as one, and the mention of a name."""
