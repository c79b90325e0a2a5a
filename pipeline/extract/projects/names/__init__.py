"""Names of projects: how works are called, where a name ends, two names told as one."""
