"""Whether small shares drift more: silent when nothing does, and loud when they do."""

import numpy as np
import pytest

from continuity import Settings, inventory
from continuity.insights import Answer
from continuity.relation import Thing, ranks, relation
from tests.stills import Film, things

pytestmark = pytest.mark.long

SETTINGS = Settings()


def drawn_things(random, count=12, drifting=(), confounded=False):
    """Return things whose noise is what floors leave of it; those named by rank of share drift."""
    areas = np.exp(random.normal(5, 0.8, count))
    shares = areas * np.exp(random.normal(0, 1.0, count)) / 1e5
    # The 95th percentile of noise is 1.
    drift = np.exp(random.normal(-0.8, 0.5, count))
    if confounded:
        drift = 6 * np.exp(random.normal(0, 0.4, count)) * np.exp(5 - np.log(areas))
        shares = areas / 1e5
    for rank in drifting:
        drift[np.argsort(shares)[rank]] = 4 * np.exp(random.normal(0, 0.5))
    textures = np.exp(random.normal(2, 0.5, count))
    rows = zip(shares, drift, areas, textures, strict=True)
    return [Thing(*(float(value) for value in row)) for row in rows]


def answers(times=200, **planted):
    random = np.random.default_rng(1)
    return [relation(drawn_things(random, **planted), SETTINGS).answer for _ in range(times)]


def test_when_nothing_drifts_there_is_no_evidence():
    assert np.mean([answer is Answer.NO_EVIDENCE for answer in answers()]) >= 0.95


def test_drift_dealt_at_random_is_no_evidence_in_95_of_100():
    random, found = np.random.default_rng(2), []
    for _ in range(200):
        which = random.choice(12, 5, replace=False)
        found.append(relation(drawn_things(random, drifting=which), SETTINGS).answer)
    assert np.mean([answer is Answer.NO_EVIDENCE for answer in found]) >= 0.95


def test_drift_of_small_shares_is_found():
    found = answers(drifting=range(5))
    assert np.mean([answer is Answer.EVIDENCE for answer in found]) >= 0.8


def test_drift_of_large_shares_is_not_that():
    assert Answer.EVIDENCE not in answers(60, drifting=range(7, 12))


def test_what_size_alone_explains_is_no_evidence():
    found = answers(confounded=True)
    assert np.mean([answer is Answer.NO_EVIDENCE for answer in found]) >= 0.95


def test_too_few_things_tell_nothing():
    few = drawn_things(np.random.default_rng(0), count=SETTINGS.relation_things - 1)
    told = relation(few, SETTINGS)
    assert told.answer is Answer.TOO_FEW
    assert (told.correlation, told.p) == (None, None)


def test_equal_things_give_equal_answers():
    made = drawn_things(np.random.default_rng(3), drifting=range(4))
    assert relation(made, SETTINGS) == relation(made, SETTINGS)


def test_ranks_are_shared_by_equals():
    assert ranks(np.array([5.0, 1.0, 5.0, 0.0])).tolist() == [2.5, 1.0, 2.5, 0.0]


# On films --------------------------------------------------------------------------------------


def on_film(film):
    told, _, related = inventory.take(film.scene(), [], SETTINGS)
    return told, related


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_film_gives_no_evidence(seed):
    told, related = on_film(Film(things(seed=seed), seed=seed, grain=2.0 + seed))
    assert related.things >= SETTINGS.relation_things
    assert related.answer is Answer.NO_EVIDENCE
    assert all(element.drift == 0 for element in told if element.over_noise is not None)


def test_faults_on_things_with_a_small_share_are_found():
    film = Film(things(seed=4), seed=4)
    scene = film.scene()
    # Which prop each element is, and the five with the smallest share for their area.
    residual = {}
    for number, corners in enumerate(scene.cast.things, start=1):
        area = (corners[2] - corners[0]) * (corners[3] - corners[1])
        residual[number] = scene.cast.early[number] / area
    least = sorted(residual, key=residual.get)[:5]
    boxes = inventory.take(scene, [], SETTINGS)[1].boxes
    props = {_prop(film, boxes[number][0]) for number in least} - {None}
    assert len(props) >= 4
    planted = Film(film.things, seed=4, tinted={n: lambda frame: 45 * (frame >= 20) for n in props})
    told, related = on_film(planted)
    assert related.drifting >= 4
    assert related.answer is Answer.EVIDENCE
    assert max(element.drift for element in told) > 0.2


def _prop(film, box):
    """Return which prop lies in a box, None if none does."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    for number in range(len(film.things)):
        prop = film.box(number)
        if prop.x <= x <= prop.x + prop.w and prop.y <= y <= prop.y + prop.h:
            return number
    return None
