"""Accounts made without mail, and tokens as the service of accounts would sign them."""

import base64
import hashlib
import hmac
import json
import time
import uuid

from learner.accounts import Project, account
from learner.supabase_store import open_store

HOUR_S = 3_600


def project(stack):
    return Project(stack.url, stack.key)


def newcomer(stack, name="", more="", before="{}"):
    """Return the id of a new account, which said `before`; `more` is SQL, {id} in it that id."""
    user_id = str(uuid.uuid4())
    stack.sql(
        f"insert into auth.users (id, email, raw_user_meta_data)"
        f" values ('{user_id}', '{user_id}@example.com', '{before}');"
        f"update public.profiles set display_name = '{name}' where id = '{user_id}';"
        + more.format(id=user_id)
    )
    return user_id


_LONG_AGO = """
    set session_replication_role = replica; -- no triggers: they have rules for this
    insert into public.comments (lesson, language, user_id, body, created_at)
    values ('long', 'en', '{id}', 'Long ago', now() - interval '9 days');
    set session_replication_role = origin;
"""


def regular(stack, name=""):
    """Return the id of an account that no rule about newcomers binds any more."""
    return newcomer(stack, name, _LONG_AGO)


def moderator(stack, name="Mod"):
    return newcomer(
        stack, name, _LONG_AGO + "insert into public.roles values ('{id}', 'moderator')"
    )


def token(stack, user_id, *, valid_s=HOUR_S, secret=None, algorithm="HS256"):
    """Return an access token; a wrong `secret` or `algorithm` "none" forges it."""
    claims = {
        "sub": user_id,
        "role": "authenticated",
        "aud": "authenticated",
        "email": f"{user_id}@example.com",
        "exp": int(time.time()) + valid_s,
    }
    parts = [_part({"alg": algorithm, "typ": "JWT"}), _part(claims)]
    signed = ".".join(parts).encode()
    key = (secret or stack.jwt_secret).encode()
    signature = hmac.new(key, signed, hashlib.sha256).digest() if algorithm != "none" else b"x"
    return ".".join([*parts, _base64(signature)])


def _part(value):
    return _base64(json.dumps(value).encode())


def _base64(value):
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def store_of(stack, user_id=""):
    """Return the app's own store, as `user_id` sees it; "" for somebody signed out."""
    return store_as(stack, account(token(stack, user_id)) if user_id else None)


def store_as(stack, who):
    """Return the app's own store, as the account `who` sees it."""
    return open_store(project(stack), who)
