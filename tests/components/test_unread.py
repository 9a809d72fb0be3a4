"""How many replies wait, while one of them is being read."""

from types import SimpleNamespace

from components.unread import Unread


def counted(count):
    return SimpleNamespace(done=True, result=(count, None))


def test_what_the_store_counted_before_one_was_read_is_not_believed():
    here = Unread(count=2, asked_s=0.0, call=counted(2))
    here.one_less()
    here.gather()
    assert here.count == 1
    here.call = counted(3)
    here.gather()
    assert here.count == 3


def test_the_store_counts_again_once_one_is_read(monkeypatch):
    monkeypatch.setattr("components.session.visitor", lambda: "v")
    monkeypatch.setattr("components.unread.Call", lambda _: counted(0))
    here = Unread(count=5, asked_s=100.0)
    here.one_less()
    here.hear({"visit": "v", "id": "read", "do": "unread"}, now_s=101.0)
    here.gather()
    assert here.count == 0
    assert here.answers == ["read"]
