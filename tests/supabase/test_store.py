"""What every store promises: the one in memory that tests of pages use, and the app's own.

What is said of progress here is asked of the browser's store as well, by tests/e2e/test_store.py.
"""

from dataclasses import replace

import pytest

from learner import Kind, fact
from learner.accounts import Code, Reason, Trouble
from learner.comments import MOST_LETTERS, Action, Issue, State, Why
from learner.sync import BATCH, Cloud, synced
from tests.memory_store import MemoryCloud, memory_store
from tests.supabase import people

pytestmark = pytest.mark.long

LESSON = "motion"
HOSTILE = (
    "<script>alert(1)</script> ![x](https://evil.example/x.png) [a](javascript:alert(1))\n\n"
    "\u202egnp.exe\u2066 😀 \"' -- ; drop table comments; {} %s \\u0000"
)


@pytest.fixture(params=["memory", "supabase"])
def sign_up(request):
    """Return a function that makes an account and returns its store."""
    if request.param == "memory":
        cloud = MemoryCloud()

        def make(name="", moderates=False):
            user_id = f"user-{len(cloud.profiles)}"
            if moderates:
                cloud.moderators |= {user_id}
            store = memory_store(cloud, user_id)
            store.change_profile(display_name=name)
            return store

        make.nobody = memory_store(cloud)
        return make
    stack = request.getfixturevalue("stack")

    def make(name="", moderates=False):
        kind = people.moderator if moderates else people.regular
        return people.store_of(stack, kind(stack, name))

    make.nobody = people.store_of(stack)
    return make


@pytest.fixture
def lesson(request):
    """Return a lesson that no other test writes under."""
    return f"lesson-{abs(hash(request.node.nodeid))}"


def trouble(call, *arguments, **named):
    with pytest.raises(Trouble) as raised:
        call(*arguments, **named)
    return raised.value.code, raised.value.reason


def some_facts(number=3, start_ms=0):
    return frozenset(
        fact(Kind.CLIP, at_ms=start_ms + n, drift=n / 7, engine="1", fps=24.0, frames=72, things=3)
        for n in range(number)
    )


def test_facts_come_back_as_they_were_and_only_once(sign_up):
    ann, bob = sign_up(), sign_up()
    mine = some_facts() | {fact(Kind.ANSWERED, LESSON, "q1", at_ms=5, given="셋, b", right=True)}
    assert ann.add_facts(mine) == 4
    assert ann.add_facts(mine) == 4
    assert ann.add_facts(some_facts(5)) == 6
    assert ann.facts().facts == mine | some_facts(5)
    assert ann.facts().refused == 0
    assert bob.facts().facts == frozenset()


def test_there_is_an_end_to_what_is_kept(sign_up):
    ann = sign_up()
    for start in range(0, 5_000, 500):
        ann.add_facts(some_facts(500, start))
    assert len(ann.facts().facts) == 5_000
    assert trouble(ann.add_facts, some_facts(1, 9_999)) == (Code.LIMITED, Reason.FULL)
    assert ann.add_facts(some_facts(1)) == 5_000


def test_an_exchange_ends_with_the_same_facts_on_both_sides(sign_up):
    ann = sign_up()
    theirs, mine = some_facts(3), some_facts(BATCH + 3)
    ann.add_facts(theirs)
    done = synced(ann, mine, Cloud())
    assert done.trouble is None
    assert done.cloud.has == ann.facts().facts == theirs | mine
    assert done.cloud.total == BATCH + 3


def test_whoever_is_signed_out_has_nothing_to_keep(sign_up):
    nobody = sign_up.nobody
    for call in (nobody.facts, nobody.profile, nobody.export, nobody.notices, nobody.queue):
        assert trouble(call)[0] is Code.REFUSED
    assert trouble(nobody.comment, LESSON, "en", "Hello")[0] is Code.REFUSED


def test_a_profile_begins_silent_and_changes_part_by_part(sign_up):
    ann = sign_up()
    profile = ann.profile()
    assert (profile.display_name, profile.language, profile.moderator) == ("", "", False)
    assert not profile.notify_replies
    changed = ann.change_profile(display_name="  피파 ")
    assert changed == replace(profile, display_name="피파")
    assert ann.change_profile(language="ko", notify_replies=True) == replace(
        changed, language="ko", notify_replies=True
    )


@pytest.mark.parametrize("name", ["x" * 41, "a\nb", "a\u202eb", "\x07"])
def test_a_name_that_would_mislead_is_refused(sign_up, name):
    assert trouble(sign_up().change_profile, display_name=name) == (Code.INVALID, Reason.TEXT)


def test_a_comment_and_its_replies_are_read_by_everybody(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    first = ann.comment(lesson, "en", "First\n\nwith a second paragraph")
    second = bob.comment(lesson, "ko", "둘째")
    bob.comment(lesson, "en", "A reply", parent=first)
    page = sign_up.nobody.comments(lesson)
    assert [it.id for it in page.threads] == [second, first]
    assert page.total == 2
    oldest = sign_up.nobody.comments(lesson, newest=False).threads[0]
    assert (oldest.author, oldest.body) == ("Ann", "First\n\nwith a second paragraph")
    assert [(it.author, it.body, it.parent) for it in oldest.replies] == [("Bob", "A reply", first)]
    assert oldest.edited_at is None


def test_hostile_words_come_back_as_they_were(sign_up, lesson):
    ann = sign_up()
    ann.comment(lesson, "en", HOSTILE)
    ann.comment(lesson, "en", "😀" * MOST_LETTERS)
    bodies = [it.body for it in ann.comments(lesson, newest=False).threads]
    assert bodies == [HOSTILE, "😀" * MOST_LETTERS]


@pytest.mark.parametrize("body", ["", " \n\t ", "x" * (MOST_LETTERS + 1)])
def test_no_words_and_too_many_are_refused(sign_up, lesson, body):
    assert trouble(sign_up().comment, lesson, "en", body) == (Code.INVALID, Reason.TEXT)


def test_a_reply_needs_a_thread_of_its_lesson(sign_up, lesson):
    ann = sign_up()
    first = ann.comment(lesson, "en", "First")
    reply = ann.comment(lesson, "en", "A reply", first)
    assert trouble(ann.comment, lesson, "en", "Deeper", reply) == (Code.INVALID, Reason.PARENT)
    assert trouble(ann.comment, "other", "en", "Elsewhere", first)[1] is Reason.PARENT
    ann.delete(first)
    assert trouble(ann.comment, lesson, "en", "Too late", first) == (Code.REFUSED, Reason.GONE)


def test_only_its_author_changes_a_comment(sign_up, lesson):
    ann, bob = sign_up(), sign_up()
    first = ann.comment(lesson, "en", "First")
    for call in (lambda: bob.edit(first, "Mine"), lambda: bob.delete(first)):
        assert trouble(call) == (Code.REFUSED, Reason.GONE)
    ann.edit(first, "Better")
    (it,) = ann.comments(lesson).threads
    assert it.body == "Better"
    assert it.edited_at is not None


def test_a_deleted_comment_keeps_its_place_and_no_words(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    first = ann.comment(lesson, "en", "A secret")
    bob.comment(lesson, "en", "A reply", first)
    ann.delete(first)
    (it,) = ann.comments(lesson).threads
    assert (it.state, it.body, len(it.replies)) == (State.DELETED, "", 1)
    for call in (lambda: ann.edit(first, "Back"), lambda: ann.delete(first)):
        assert trouble(call) == (Code.REFUSED, Reason.GONE)


def test_pages_hold_twenty(sign_up, lesson):
    writers = [sign_up() for _ in range(5)]
    ids = [writer.comment(lesson, "en", f"Number {n}") for n in range(5) for writer in writers]
    store = sign_up.nobody
    assert [it.id for it in store.comments(lesson).threads] == ids[:4:-1]
    assert [it.id for it in store.comments(lesson, page=1).threads] == ids[4::-1]
    assert [it.id for it in store.comments(lesson, newest=False, page=1).threads] == ids[20:]
    assert store.comments(lesson, page=2).threads == ()
    assert store.comments(lesson, page=2).total == 25


def test_threads_of_one_language_can_be_asked_for(sign_up, lesson):
    ann = sign_up()
    english, korean = ann.comment(lesson, "en", "First"), ann.comment(lesson, "ko", "첫째")
    ann.comment(lesson, "ko", "답글", english)
    page = ann.comments(lesson, language="en")
    assert [it.id for it in page.threads] == [english]
    assert (page.total, len(page.threads[0].replies)) == (1, 1)
    assert [it.id for it in ann.comments(lesson, language="ko").threads] == [korean]


def test_nobody_is_told_who_did_not_ask(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    bob.comment(lesson, "en", "A reply", ann.comment(lesson, "en", "First"))
    assert ann.notices().total == ann.unread() == 0


def test_the_profile_tells_of_replies_and_notices_are_marked(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    ann.change_profile(notify_replies=True)
    first = ann.comment(lesson, "en", "First")
    ann.comment(lesson, "en", "My own reply", first)
    for n in range(3):
        bob.comment(lesson, "en", f"Reply {n}", first)
    page = ann.notices()
    assert (page.total, page.unread, ann.unread(), bob.unread()) == (3, 3, 3, 0)
    newest = page.notices[0]
    assert (newest.author, newest.beginning, newest.thread) == ("Bob", "Reply 2", first)
    assert newest.lesson == lesson
    ann.mark_read([newest.id])
    assert [it.read for it in ann.notices().notices] == [True, False, False]
    bob.mark_read()
    assert ann.unread() == 2
    ann.mark_read()
    assert ann.unread() == 0


def test_a_bell_decides_for_its_thread(sign_up, lesson):
    ann, bob, eve = sign_up("Ann"), sign_up("Bob"), sign_up("Eve")
    ann.change_profile(notify_replies=True)
    first = ann.comment(lesson, "en", "First")
    assert ann.comments(lesson).threads[0].bell is None
    ann.ring(first, wanted=False)
    eve.ring(first, wanted=True)
    bob.comment(lesson, "en", "A reply", first)
    assert (ann.unread(), eve.unread()) == (0, 1)
    ann.ring(first, wanted=True)
    eve.ring(first, wanted=False)
    bob.comment(lesson, "en", "Another reply", first)
    assert (ann.unread(), eve.unread()) == (1, 1)
    assert ann.comments(lesson).threads[0].bell is True
    assert bob.comments(lesson).threads[0].bell is None


def test_nobody_is_told_of_what_is_gone(sign_up, lesson):
    ann, bob = sign_up(), sign_up()
    ann.change_profile(notify_replies=True)
    reply = bob.comment(lesson, "en", "A reply", ann.comment(lesson, "en", "First"))
    assert ann.unread() == 1
    bob.delete(reply)
    assert ann.notices().total == 0


def test_a_report_reaches_the_queue_once(sign_up, lesson):
    ann, bob, mod = sign_up("Ann"), sign_up(), sign_up("Mod", moderates=True)
    first = ann.comment(lesson, "en", "First")
    bob.report(first, Why.HURTFUL, "Look at this")
    assert trouble(bob.report, first, Why.SPAM) == (Code.REFUSED, Reason.AGAIN)
    assert trouble(ann.report, first, Why.SPAM)[0] is Code.REFUSED
    mod.report(first, Why.SPAM)
    entry = in_queue(mod, first)
    assert sorted(entry.why) == [Why.HURTFUL, Why.SPAM]
    assert (entry.words, entry.comment.author) == (("Look at this",), "Ann")
    mod.moderate(first, Action.DISMISS, "It is fine")
    assert in_queue(mod, first) is None


def in_queue(moderator, comment):
    return next((it for it in moderator.queue() if it.comment.id == comment), None)


def test_what_is_hidden_is_read_by_moderators_alone_and_can_come_back(sign_up, lesson):
    ann, mod = sign_up("Ann"), sign_up("Mod", moderates=True)
    first = ann.comment(lesson, "en", "First")
    mod.moderate(first, Action.HIDE, "For now")
    (hidden,) = ann.comments(lesson).threads
    assert (hidden.state, hidden.body) == (State.HIDDEN, "")
    assert trouble(ann.edit, first, "Again")[0] is Code.REFUSED
    assert in_queue(mod, first).comment.body == "First"
    mod.moderate(first, Action.RESTORE, "Fine after all")
    (back,) = ann.comments(lesson).threads
    assert (back.state, back.body, back.edited_at) == (State.VISIBLE, "First", None)
    assert trouble(mod.moderate, first, Action.RESTORE, "Twice") == (Code.REFUSED, Reason.GONE)
    mod.moderate(first, Action.HIDE, "No")
    ann.delete(first)
    assert in_queue(mod, first) is None
    assert trouble(mod.moderate, first, Action.RESTORE, "Too late")[1] is Reason.GONE
    logged = [(it.action, it.reason, it.moderator) for it in mod.log() if it.comment == first]
    assert logged == [
        ("hide", "No", "Mod"),
        ("restore", "Fine after all", "Mod"),
        ("hide", "For now", "Mod"),
    ]


def test_moderators_delete_and_say_why(sign_up, lesson):
    ann, mod = sign_up(), sign_up("Mod", moderates=True)
    first = ann.comment(lesson, "en", "First")
    for reason in ("", "  ", "x" * 501):
        assert trouble(mod.moderate, first, Action.DELETE, reason) == (Code.INVALID, Reason.TEXT)
    mod.moderate(first, Action.DELETE, "Spam")
    (it,) = ann.comments(lesson).threads
    assert (it.state, it.body) == (State.DELETED, "")
    assert trouble(mod.moderate, first, Action.HIDE, "Again")[1] is Reason.GONE


def test_only_moderators_moderate(sign_up, lesson):
    ann, bob = sign_up(), sign_up()
    first = ann.comment(lesson, "en", "First")
    ann_id = ann.profile().user_id
    assert trouble(bob.queue)[0] is Code.REFUSED
    assert trouble(bob.moderate, first, Action.HIDE, "Mine")[0] is Code.REFUSED
    assert trouble(bob.mute, ann_id, 1, "Quiet")[0] is Code.REFUSED
    assert trouble(bob.close_issue, 1, "Done")[0] is Code.REFUSED
    assert bob.log() == ()
    assert ann.comments(lesson).threads[0].state is State.VISIBLE


def test_whoever_is_muted_reads_and_cannot_write(sign_up, lesson):
    ann, mod = sign_up(), sign_up("Mod", moderates=True)
    first = ann.comment(lesson, "en", "First")
    me = ann.profile().user_id
    mod.mute(me, 24, "Cool down")
    assert ann.profile().muted_until is not None
    for call in (lambda: ann.comment(lesson, "en", "More"), lambda: ann.edit(first, "More")):
        assert trouble(call) == (Code.REFUSED, Reason.MUTED)
    assert ann.comments(lesson).total == 1
    mod.mute(me, 0, "Talked about it")
    assert ann.profile().muted_until is None
    assert ann.comment(lesson, "en", "More")
    assert [it.action for it in mod.log() if it.user_id == me] == ["unmute", "mute"]
    assert trouble(mod.mute, mod.profile().user_id, 1, "Myself")[0] is Code.REFUSED
    for hours in (-1, 8_761):
        assert trouble(mod.mute, me, hours, "Too long") == (Code.INVALID, Reason.TEXT)
    gone = "00000000-0000-4000-8000-000000000000"
    assert trouble(mod.mute, gone, 1, "Nobody") == (Code.REFUSED, Reason.GONE)


ISSUE = Issue(LESSON, "odds", "en", "3ebc416", "A number is wrong", "/motion?heads=2")


def test_anybody_reports_a_mistake(sign_up):
    ann, mod = sign_up(), sign_up("Mod", moderates=True)
    before = {it.id for it in mod.issues()}
    sign_up.nobody.report_issue(ISSUE)
    ann.report_issue(replace(ISSUE, body="Another"))
    newest, older, *_ = mod.issues()
    assert not {newest.id, older.id} & before
    assert replace(older, id=0, created_at="") == ISSUE
    assert newest.body == "Another"
    mod.close_issue(newest.id, "Mended")
    assert newest.id not in [it.id for it in mod.issues()]
    assert trouble(mod.close_issue, newest.id, "Twice") == (Code.REFUSED, Reason.GONE)


@pytest.mark.parametrize("wrong", [{"body": " "}, {"link": "//evil.example"}])
def test_a_report_that_says_nothing_or_leads_away_is_refused(sign_up, wrong):
    report = sign_up().report_issue
    assert trouble(report, replace(ISSUE, **wrong)) == (Code.INVALID, Reason.TEXT)


def test_everything_about_me_is_told_and_nothing_of_others(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    ann.add_facts(some_facts(2))
    bob.add_facts(some_facts(3))
    ann.comment(lesson, "en", "Ann's words")
    bob.comment(lesson, "en", "Bob's words")
    told = ann.export()
    assert told["account"]["id"] == ann.profile().user_id
    assert len(told["facts"]) == 2
    assert "Ann's words" in str(told)
    assert "Bob" not in str(told)


def test_an_account_goes_for_good_and_replies_of_others_stay(sign_up, lesson):
    ann, bob = sign_up("Ann"), sign_up("Bob")
    ann.add_facts(some_facts())
    answered = ann.comment(lesson, "en", "Answered words")
    alone = ann.comment(lesson, "en", "Lonely words")
    bobs = bob.comment(lesson, "en", "Bob's thread")
    ann.comment(lesson, "en", "Ann's reply", bobs)
    bob.comment(lesson, "en", "Bob's reply", answered)
    ann.report_issue(ISSUE)
    ann.delete_account()
    threads = {it.id: it for it in bob.comments(lesson).threads}
    assert alone not in threads
    assert threads[bobs].replies == ()
    left = threads[answered]
    assert (left.state, left.body, left.author, left.author_id) == (State.DELETED, "", "", "")
    assert [it.body for it in left.replies] == ["Bob's reply"]
    with pytest.raises(Trouble):
        ann.profile()
    with pytest.raises(Trouble):
        ann.add_facts(some_facts())
    with pytest.raises(Trouble):
        ann.comment(lesson, "en", "From beyond")
