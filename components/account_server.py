"""Where accounts are kept, if anywhere: `[supabase]` in the secrets, or else the environment.

============== ========================== ================================================
in the secrets in the environment
============== ========================== ================================================
url            STREAM_SUPABASE_URL        address of the Supabase project
key            STREAM_SUPABASE_KEY        its publishable key, which everybody may know
providers      STREAM_SUPABASE_PROVIDERS  of google and github those that are enabled there
============== ========================== ================================================
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learner.accounts import Project, configured

PROVIDERS = ("google", "github")
_NAMES = ("url", "key", "providers")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AccountServer:
    """A project, and through whom else one may sign in to it."""

    project: Project
    providers: tuple[str, ...] = ()

    @classmethod
    def read(
        cls, secrets: Mapping[str, object], environment: Mapping[str, str]
    ) -> "AccountServer | None":
        """Return what is set up; None, and a line in the log, where it may not be used as it is.

        Examples
        --------
        >>> AccountServer.read({}, {}) is None
        True
        >>> here = {"url": "https://a.example", "key": "sb_publishable_1", "providers": ["github"]}
        >>> AccountServer.read(here, {}).providers
        ('github',)
        >>> AccountServer.read(here | {"providers": 5}, {}).providers
        ()
        """
        said = {
            name: secrets.get(name) or environment.get(f"STREAM_SUPABASE_{name.upper()}", "")
            for name in _NAMES
        }
        project = configured(said["url"], said["key"])
        if project is None:
            if said["url"] or said["key"]:
                _log.warning("No sign-in: [supabase] needs an https url and the publishable key.")
            return None
        asked = said["providers"]
        if isinstance(asked, str):
            asked = asked.replace(",", " ").split()
        names = asked if isinstance(asked, Sequence) else ()
        return cls(project, tuple(name for name in PROVIDERS if name in names))
