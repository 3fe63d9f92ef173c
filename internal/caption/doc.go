// Package caption turns the words of a moment into captions in the clip's own
// time: burned ones that show two to four words at a time and colour the word
// that is spoken, written as Advanced SubStation Alpha (ASS) for libass, and
// plain subtitles written as WebVTT.
//
// It is pure: the same words give the same bytes. It does not draw (libass
// does, inside the one encode), does not translate, and does not know which
// fonts are installed; [MissingGlyphs] tells what the embedded ones lack.
//
// Where the practice comes from: the Netflix Timed Text Style Guide (line
// treatment, 5/6 s to 7 s, two frames between cues, reading speed), the BBC
// Subtitle Guidelines (natural breaks, one sentence in a subtitle), W3C WebVTT,
// the ASS specification as libass 0.17 implements it, and Unicode annexes 9
// (bidirectional text), 14 (line breaking) and 29 (graphemes).
// docs/captions.md tells it with the numbers.
package caption
