// Package highlight chooses the moments of a recording that are worth a clip,
// from its sentences, their times and the sounds of its audience.
//
// A moment begins at a sentence's start, ends at a sentence's end and keeps to
// the lengths of the settings. Without an instruction a linear model of ten
// features ranks them, fitted to the human extractive summaries of the AMI and
// ICSI meetings and to what audiences of TED talks react to (tools/trainmoments
// writes its weights), with laughter and applause put first where the transcript
// has them. With an instruction they are ranked by BM25 (Robertson and Zaragoza,
// "The Probabilistic Relevance Framework", 2009), smoothed over time. Which of
// them to take is then solved exactly by dynamic programming (weighted interval
// scheduling; Kleinberg and Tardos, "Algorithm Design", 6.1) for at most k
// moments that do not overlap. docs/moments.md has the method and its figures.
//
// Another selector, such as package llm below, hands in picks of sentences;
// [Arrange] makes moments of them by the same candidates, bounds and clean-up.
//
// It is pure: no sound, no picture, no model session, no clock. It does not
// transcribe, and does not cut.
package highlight
