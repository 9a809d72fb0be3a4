"""The numbers the engine decides by, with their units and, where it was measured, why that much."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and thresholds of one analysis; equal settings and equal clips give equal reports."""

    # Limits: what a small shared server can bear (1 GB of memory, all visitors in one process).
    max_file_bytes: int = 100 * 1000 * 1000
    """Largest file that is opened."""
    max_duration_s: float = 30.0
    """How much of a clip is analysed, from its start."""
    max_frame_pixels: int = 4096 * 2304
    """Most pixels per frame: 4K in its widest form."""
    min_frame_side_px: int = 32
    """Fewest pixels on a side: below that, there is nothing for a window of 7 px to compare."""
    min_frames: int = 8
    """Fewest frames that still have a before and an after."""

    # Work sizes: the smallest at which a cup of 4 % of the picture's height still has a texture.
    working_side_px: int = 480
    """Longer side of the pictures in which things are followed and compared."""
    glance_side_px: int = 160
    """Longer side of the pictures in which neighbouring frames are compared."""
    picture_side_px: int = 960
    """Longer side of the frames that are shown."""
    reel_side_px: int = 640
    """Longer side of the frames a learner steps through."""
    reel_frames: int = 480
    """Most of those: 20 s at 24 fps frame by frame, of a longer clip every second, third, ..."""
    reel_bytes: int = 8_000_000
    """Most bytes they take together, so that ten results fit into what a server of 1 GB spares."""
    salience_every: int = 3
    """A salience map for every so many frames: it is smoothed over half a second anyway."""
    kept_frames: int = 120
    """Frames held for comparison over the whole clip, evenly spread; bounds the memory."""
    max_analysed_frames: int = 1800
    """Most frames looked at; of a faster clip every second, third, ... one is (30 s at 60 fps)."""

    # Shades: light that falls unevenly, `continuity.shading`.
    shade_cells: int = 40
    """Cells across a picture in which its light is compared: much finer than any shade."""
    shade_tint: float = 4.0
    """A cell whose colour (a*, b*) moved by more than this shows something else, in CIE units."""
    shade_least_lightness: float = 8.0
    """What is darker says nothing about light, L*."""
    shade_least_share: float = 0.3
    """Smallest share of a picture that must show what the first one does."""
    shade_noise: float = 0.004
    """How far the logarithm of a cell's light strays where nothing changed."""
    shade_least: float = 0.1
    """Light that differs by less from place to place is even: the logarithm's range over it."""

    # Camera. Starting values from the prototype of the metrics survey (five clips).
    keyframe_view_share: float = 0.6
    """A frame is registered to a keyframe as long as this share of it is in view."""
    keyframes: int = 6
    """Most keyframes held; bounds the memory."""
    camera_least_points: int = 12
    """Fewest followed points that say anything about the camera."""
    camera_least_support: float = 0.08
    """Smallest share of points that must agree on one motion; below, backgrounds "breathe"."""
    camera_good_support: float = 0.3
    """A pose that fewer points agree on is looked for from a nearer keyframe as well."""
    rest_gray: float = 4.0
    """A textured pixel that changed by no more than this is what it was, in grey levels."""
    rest_share: float = 0.6
    """The camera rests when this share of the pixels on edges is what it was."""
    rest_least_edges: int = 100
    """Fewest pixels on edges that say whether it rests: so steep that `still_px` would show."""
    still_px: float = 0.35
    """A point that moved less than this stands still, in pixels of the working size."""
    still_points_share: float = 0.30
    """The camera stands still when this share of the points does."""

    still_margin: float = 0.15
    """A motion must explain the picture better than none by this, in grey levels."""

    # Stage.
    stretches: int = 6
    """Into how many stretches a clip is cut; each has one state of the stage."""
    steady_share: float = 0.6
    """A state lasted where this share of its stretch's pictures shows it."""
    foreground_delta_e: float = 5.0
    """What differs from every state by more than this, over its noise, is in front of the stage."""

    motion_lag_s: float = 0.12
    """A mover has visibly moved after this time."""
    motion_delta_e: float = 4.0
    """How much a pixel changes, over its grain, when something moves there."""

    # Changes of the stage.
    change_delta_e: float = 5.0
    """States that differ by more than this, over four times their noise, are different."""
    change_area_share: tuple[float, float] = (0.0006, 0.15)
    """Smallest and largest share of the stage that a thing takes."""
    settled_share: float = 0.6
    """A pixel changed for good if it rests this share of the time before and after its change."""
    strayed_px: tuple[float, float, float] = (0.1, 0.2, 1.0)
    """States lie off each other by this with a still camera; at least and at most if it moves."""
    standing_windows: tuple[float, ...] = (0.1, 0.2)
    """Windows whose median is the ground that a thing stands on, as shares of the stage's width."""
    standing_delta_e: float = 10.0
    """A thing stands out from its ground by this."""
    standing_area_share: tuple[float, float] = (0.0006, 0.02)
    """Smallest and largest share of the stage that a distinct thing takes."""
    region_margin_px: int = 4
    """How far around a change its shadow and soft edge reach, at half size."""
    passing_area_share: tuple[float, float] = (0.003, 0.01)
    """What passes in front reaches out of a region by half its area: at least and at most this."""
    together_pictures: float = 5.0
    """Parts of one thing change within so many kept pictures of each other."""
    at_once_pictures: float = 1.5
    """Two things that touch and change within so many of each other go as one."""
    piece_gap_px: int = 6
    """So far apart, at half size, pieces of one thing may stand: flowers above their vase."""
    one_pace_share: float = 0.4
    """Parts of one thing take the same time: they share this much of what either takes."""
    small_part: float = 4.0
    """A part this many times smaller than the rest may take another time."""
    covered_time_share: float = 0.5
    """A place that something hides for longer than this share of the clip cannot be followed."""
    least_thing_px: int = 20
    """A distinct thing followed as a whole has at least so many pixels of half size. The numbers of
    whole things, down to `alone_beside`, were set on the 169 camera cases of docs/accuracy.md."""
    alone_strength: float = 1.0
    """A whole thing that changes alone differs at least this much from what noise allows."""
    alone_unrest: float = 0.06
    """Its progress spreads no more than this before and after."""
    alone_visited: float = 0.1
    """Something passes beside it at most this share of the time."""
    alone_watched: float = 0.9
    """It can be seen at least this share of the time after."""
    alone_open_share: float = 0.3
    """At least this share of the change happens in the open."""
    alone_hidden: float = 0.3
    """While it changes, no more of it than this is hidden on average."""
    alone_sharpness: float = 0.4
    """Its difference ends at its outline at least this steeply, over its mean, per pixel."""
    alone_slope: float = 1.2
    """Or so steeply over what noise allows: three that were missed have 1.5 at a steepness of 0.27
    to 0.38."""
    alone_beside: float = 0.5
    """What lies beside it changes no more than this share of what it does."""
    most_unrest: float = 0.13
    """Spread of the progress before and after a change: less for 95 % of 129 true ones."""
    most_visited: float = 0.12
    """How often movers are close to a thing of the stage: less for 97 % of true ones."""
    least_watched: float = 0.4
    """Share of the time since its start in which a change must be seen to be told."""
    restless_noise_delta_e: float = 2.5
    """A place whose colour wanders by more than this about its states is restless."""
    most_noise_delta_e: float = 1.8
    """Where pixels wander more than this about their states, a change is the movement's: none of
    95 true ones told was noisier, and three of four told wrongly on generated clips were."""
    least_outline_sharpness: float = 0.24
    """A thing's change ends this steeply, per pixel, over its mean; 5 % of true ones are softer."""
    least_thickness: float = 0.02
    """Thinner than this share of the width, a change is an edge: of the picture or of a mover."""
    least_thickness_px: float = 4.0
    """And never less than this, at half size: in a small picture an edge is as wide as a thing."""
    most_spill: float = 0.8
    """What lies 1 to 3 px beside a thing changes less than this share of what it does itself."""
    most_far_spill: float = 0.45
    """What lies 3 to 8 px beside a thing changes less than this, where its own edge is wide."""
    little_hidden: float = 0.35
    """A change of which never more than this share was hidden happened in the open."""
    seldom_hidden: float = 0.2
    """A change happened in the open if it was hidden less than this on average."""
    least_fill: float = 0.2
    """A change that fills less of its rectangle is a line or a spray of pixels, and no thing."""
    hidden_strength: float = 2.5
    """A change behind a passer must exceed what noise allows by this factor."""
    hidden_spill: float = 0.45
    """A change behind a passer must keep to itself this well."""
    beside_spill: float = 0.65
    """A change beside a passer must keep to itself this well."""
    apart_spill: float = 0.3
    """A change that keeps to itself this well is a thing's, whatever passed in front of it."""
    hidden_seen_after: int = 4
    """What changed behind something is seen in so many pictures after: a limb that comes to rest at
    the very end of a clip looks like a thing that appeared."""
    hidden_area_share: float = 0.0015
    """A change behind a passer that is smaller than this share of the stage tells nothing."""
    hidden_fill: float = 0.45
    """A change behind a passer must be this compact: a share of its rectangle."""

    dragged_reach_px: int = 16
    """How far around a change its surroundings are looked at, at half size: a thing's own width."""
    dragged_steep: float = 3.0
    """What is steeper than this (ΔE per pixel) has a motion that can be seen."""
    dragged_share: float = 0.5
    """Surroundings of which this share moved by more than a pixel have moved,"""
    dragged_apart: float = 0.35
    """and what moved with them to within this share of its own way is a part of them."""
    dragged_left: float = 0.6
    """A motion explains a change if it leaves no more than this share of it."""

    astray_first: int = 5
    """Kept pictures at the beginning that show where things stand."""
    astray_px: float = 6.0
    """A thing that ends this far from where it stood has strayed, in working pixels."""
    astray_reach: float = 0.35
    """From one look to the next it is looked for within this share of its size,"""
    astray_step: float = 0.5
    """and goes no farther than this: what goes faster is a mover."""
    astray_farthest: float = 1.2
    """No farther from its place than this many times its size, or it passes by."""
    astray_fit: float = 0.75
    """It correlates this well with its first look where it is found,"""
    astray_sure: float = 0.85
    """and this well at the end;"""
    astray_home: float = 0.15
    """better by this than its first place does."""
    astray_followed: float = 0.8
    """Share of the looks in which it must be found."""
    astray_parallax: float = 0.85
    """A way of which the camera's own explains this much is parallax."""
    astray_ground: float = 0.5
    """Share of the ground around its way, in each direction, that must be what it was."""
    astray_held: float = 0.25
    """In no more of the looks in which it moves may something touch it."""

    take_pictures: int = 36
    """Fewest kept pictures of a take between two skips that are looked at by themselves: in fewer,
    a body that pauses passes for a thing that changed."""
    least_stage_share: float = 0.2
    """Where less than this share of the stage ever rests, nothing can be said of persistence."""

    # Kinds of change.
    least_strength: float = 1.2
    """A change must exceed what noise allows by this factor, on average over its region."""
    even_strength: float = 0.7
    """Sets the confidence of a change: 0.9 at strength 2.1. Of 108 told on painted camera clips,
    the 94 above 2.0 were all right, and 9 of the 14 below."""
    severe_delta_e: float = 40.0
    """A thing that stood out by this much and changed is as severe as can be: no one misses it."""
    explained_strength: float = 2.0
    """A change that is explained is told only if it is this plain."""
    shift_px: float = 4.0
    """A thing that is found this far from where it stood has shifted, in working pixels."""
    strayed_share: float = 0.16
    """A thing whose middle strayed by this share of its size has shifted."""
    same_thing_delta_e: float = 18.0
    """What left and what came are one thing if their mean colours differ by less than this."""
    same_pattern: float = 0.85
    """Luma that correlates this well before and after shows the same thing in the same place."""
    coloured_ratio: float = 1.5
    """A change of colour changes chroma by this much more than lightness."""
    strayed_overlap: float = 0.6
    """A thing that shifted covers less than this of where it stood (intersection over union)."""
    bent_edge: float = 0.55
    """A thing that changed its form keeps this much of its steepness,"""
    bent_overlap: float = 0.3
    """and stands this much where it stood (intersection over union)."""
    soft_edge: float = 0.6
    """A thing whose pattern is there with less than this of its steepness went soft."""
    faded_alike: float = 0.6
    """A thing that lost sharpness still shows this much of its pattern,"""
    faded_edge: float = 0.85
    """and no more than this share of its steepness."""
    swapped_hue: float = 25.0
    """What came back in another shape and this far in hue, in ΔE, is another thing."""
    vanished_share: float = 0.42
    """A thing of which less than this is left, in contrast and steepness, has vanished."""
    mostly_gone_share: float = 0.62
    """The same, where nothing else explains the change better."""
    fade_s: float = 0.35
    """A thing that takes longer than this to go has faded."""
    carried_delta_e: float = 10.0
    """What a hand carries has the thing's colours, give or take this."""
    carried_share: float = 0.3
    """A hand that carries a thing shows at least this share of it."""
    carried_s: float = 0.6
    """A thing that is carried is seen on its way for about this time."""
    travels_alike: float = 0.65
    """A thing on its way correlates this well with how it stood."""
    travels_reach: float = 1.2
    """A thing on its way is looked for within this many times its own size of where it stood."""
    travels_share: float = 0.1
    """A thing on its way is seen to move by this share of its size, and 3 pixels of half size."""
    shadow_share: float = 0.33
    """Where neutral light leaves no more than this of a change, it may be a shadow's: those of the
    drawn robot leave up to that, 33 of 35 things that changed on camera clips 0.45 and more."""
    shade_share: float = 0.2
    """Where it leaves no more than this, a faint change is a shade, whoever casts it: those of a
    hand over a table left 0.10 to 0.18, the failures beside them 0.68 and more."""
    shade_strength: float = 2.5
    """Up to this many times what noise allows a change is faint."""
    shadow_gain: float = 1.6
    """By no more than this factor a shadow changes L* + 16, a* and b*."""
    touched_share: float = 0.1
    """A place of which something in front hides more than this share is not seen, but touched."""
    open_change_share: float = 0.5
    """Of which at least this share happened in the open, a change was seen as it happened."""

    # Moments of the whole picture, from the survey's measurements on 14 camera and 32 AI clips.
    jump_leap: float = 1.5
    """How many times a residual step exceeds all steps around it."""
    jump_step: float = 1.5
    """Smallest residual step that is a jump, in grey levels."""
    jump_camera_leap: float = 4.0
    """How many times a move of the camera exceeds all moves around it."""
    jump_camera_px: float = 6.0
    """Smallest move of the camera that is a jump, in working pixels."""
    freeze_share: float = 0.1
    """A repeated frame changes by less than this share of the clip's usual step."""
    freeze_peak: float = 2.0
    """Largest change of a pixel in a repeated frame, in grey levels (99.5th percentile)."""
    freeze_motion: float = 0.3
    """Least change around a freeze, in grey levels: where nothing moves, nothing freezes."""
    freeze_frames: int = 3
    """Fewest repeated frames in a row: one or two are a change of frame rate."""
    flicker_percent: float = 2.5
    """Swing of the common light that is flicker, in per cent."""
    flicker_turns: int = 3
    """How often light turns back at least: a lamp that is switched on and off turns twice."""
    light_explains: float = 0.8
    """Share of the change that is left once light is taken out; where more is, it was not light."""
    most_left_over: float = 0.12
    """Median share of the view left over after motion up to which frames have a common light."""
    lit_things: int = 3
    """So many things that change while the light does are the light's."""
    lighting_percent: float = 8.0
    """Lasting change of light or white balance that is an event, in per cent."""

    # Quality of frames against the clip's own norm.
    soft_share: float = 0.62
    """A frame with less than this share of the clip's fineness is soft: a blur of 1.4 px at 480."""
    blur_camera_share: float = 0.02
    """A camera that moves by more than this share of the width per frame blurs what it films."""
    artifact_blocks: float = 0.3
    """A grid that stands out by this much over the clip's norm shows; clean clips: below 0.15."""
    spell_frames: int = 3
    """Fewest frames in a row that are a spell: one is a slip of the encoder."""

    # The mover in front of the stage.
    leap_gap_s: float = 0.15
    """Pictures farther apart in time leave room for any leap."""
    leap_areas: float = 2.0
    """A thing that is followed does not change its area by more than this factor."""
    leap_share: float = 0.06
    """Smallest leap, as a share of the stage's width."""
    leap_bare: float = 0.1
    """Share of its old and its new place that something else may be in front of."""
    leap_steps: float = 3.0
    """A leap is this many times as long as the steps before and after, with a pixel's error."""
    stagger_areas: float = 1.25
    """A thing that staggers keeps its area to this factor."""
    stagger_still: float = 0.1
    """A step shorter than this, over the thing's size, is none: the picture is shown twice."""
    stagger_share: float = 0.15
    """Least acceleration, to and fro, over the thing's size per frame squared."""
    same_look: float = 0.4
    """Colours this far apart (Hellinger) may still be those of one thing."""
    identity_pictures: int = 12
    """Fewest pictures in which the mover is whole that say who it is."""
    other_look: float = 0.35
    """Colours that are this far apart are those of another thing: of 40 clips in which the mover
    can be followed, those without an exchange stay below 0.2, with one above 0.4."""
    own_look: float = 0.2
    """Colours no further apart than this are those of the same thing; in between, who can tell."""
    other_form: float = 0.6
    """A thing of which outline and texture are both this much less alike than usual has turned, or
    is another: that cannot be told."""
    other_look_times: float = 2.5
    """And that many times as far as within the beginning and the end."""

    # Bending of what is rigid, measured on 3 painted warps and 130 clips without.
    warp_rest_s: float = 0.3
    """So long the camera and the scene rest first: what rest looks like comes from the clip."""
    warp_points: int = 20
    """Fewest points that speak for the scene."""
    warp_px: float = 1.0
    """A point that is farther away than this, at 240 px, is not where it stood."""
    warp_share: float = 0.55
    """The scene bends if this share of the points seen does; hands and bodies: up to 0.5."""
    warp_rise: float = 0.25
    """By so much that share must rise above the clip's own rest, within a twelfth of the clip."""
    warp_spread: float = 0.6
    """Share of the parts of the picture that hold such points: a subject fills fewer."""
    warp_camera_share: float = 0.04
    """Beyond this share of the width the camera has left, and perspective bends all."""
    warp_severe_share: float = 0.012
    """Bending by this share of the width is as severe as can be."""

    # The backdrop, measured on 6 drawn exchanges, 69 generated and rated clips and some 15 of a
    # camera; none of those 84 or so has one.
    backdrop_share: float = 0.18
    """A turn of more than this share of what is seen is the backdrop's: things take up to 0.15."""
    backdrop_turn_delta_e: float = 2.5
    """Cells of it that differ by more than this, over four times their noise, turned."""
    backdrop_together: float = 0.04
    """All of it turns within this share of the clip, and"""
    backdrop_at_once: float = 0.7
    """so much of what turned at all did so then: who comes to stay fills place after place."""
    backdrop_stays: float = 0.15
    """So much stays as it was, or the clip was cut."""
    backdrop_delta_e: float = 2.5
    """Least median colour difference that no lamp explains."""
    backdrop_astray: float = 0.5
    """On the way a picture strays by less than this share of it from a mixture of both looks."""

    # Elements.
    subject_area_share: float = 0.004
    """A mover smaller than this share of the stage is not the main subject."""
    most_things: int = 12
    """Most secondary things that are told apart."""
    thing_windows: tuple[float, ...] = (0.12, 0.20, 0.30, 0.45)
    """Windows over which a thing's ground is taken, as shares of the stage's longer side."""
    thing_delta_e: float = 4.0
    """What differs from its ground by this, and twice what is usual there, may be a thing."""
    thing_levels: tuple[float, ...] = (0.8, 1.2, 1.8, 2.6, 3.6)
    """Multiples of that at which regions are cut off; a thing is cut off at several."""
    thing_side: float = 0.3
    """Longest side of a thing, as a share of the stage's longer side."""
    thing_outline_percentile: float = 30.0
    """A thing is as distinct as this percentile of its outline is steep."""
    thing_taken_share: float = 0.3
    """No thing stands where something else is for more than this share of its area."""
    relation_things: int = 8
    """Fewer things than this say nothing about share and drift."""
    relation_drifting: int = 3
    """Where fewer than this many things drift at all, there is no relation."""
    relation_p: float = 0.02
    """What chance may not reach to count as evidence: less than the 5 % that are promised."""
    relation_permutations: int = 2000
    """Deals of the shares from which that chance is told."""
    most_played: float = 0.25
    """Where the subject or movers are for more than this, a thing's drift cannot be measured."""
    floor_places: int = 40
    """Unchanged places measured to know what noise does."""
    floor_pictures: int = 24
    """Pictures looked at for that."""
    floor_matched_places: int = 20
    """Of those places, the ones most like a thing in size and texture speak for it."""
    floor_least_places: int = 8
    """With fewer, what noise does is not known."""
    floor_grip: float = 1.0
    """What is less steep than this across some direction (L* per half-size pixel) slides unseen."""
    limit_margin: float = 1.25
    """A change this many times what noise does is seen as a rule; see docs/measures.md."""
    attention_window_s: float = 0.5
    """Attention is told as a median over this time."""

    # Scores: what camera clips show costs nothing; beyond it, each "halves" halves the score.
    least_energy: float = 4.0
    """A clip without gradients (mean square, grey levels) has no sharpness to lose."""
    sharpness_norm: float = 0.65
    """Share of the clip's own sharpness that costs nothing; camera clips stay above 0.69."""
    sharpness_halves: float = 0.2
    """Loss of sharpness, as a share, that halves the score."""
    blockiness_margin: float = 0.25
    """How much the 8-pixel grid may stand out over the clip's own norm."""
    left_over_gray: float = 15.0
    """What differs by more than this after motion is left over: three times a camera's grain."""
    texture_gray: float = 6.0
    """A place is textured if its grey levels spread by more than this."""
    same_texture: float = 0.6
    """Textures that correlate by less are not the same; grain alone leaves 0.7 and more."""
    unexplained_halves: float = 0.35
    """Share of the view left over (rms over frames) that halves the score; camera clips: 0.03."""
    torn_halves: float = 0.35
    """Share of the view with torn texture that halves the score; camera clips: 0.03."""
    least_stirring: float = 0.2
    """A clip in fewer of whose frames anything stirs hardly moves."""
    untested_score: float = 0.5
    """Where nothing moves, a score might as well be this: the middle of generated clips."""
    light_norm_percent: float = 4.0
    """Drift of light that a camera's own exposure makes."""
    light_halves_percent: float = 40.0
    """Further drift that halves the score."""

    def key(self) -> str:
        """Return a short text that differs whenever a setting does."""
        return repr(self)
