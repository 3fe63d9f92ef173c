// Package pipeline is the one list of stages from a source to its clips: their
// order, what is kept of them, and their progress.
//
//	ingest -> transcribe -> speakers -> select -> for each moment: frame -> caption -> render
//
// [Pipeline.Plan] does the stages of the whole source, [Pipeline.Make] those of
// one moment; a caller may run Make for several moments in any order and on
// any machine that has the source. What is costly is kept in a [Cache].
package pipeline
