// Package llm lets a language model choose moments, through any server that
// speaks OpenAI's chat completions.
//
// The model reads numbered sentences and answers with sentence numbers, so that
// it cannot make up a time. A long recording is read in overlapping parts, more
// moments are asked for than are wanted, and a last request puts those of all
// parts in order. Package highlight makes moments of what was picked, and fills
// with its own choice what the model left open.
//
// Servers differ in what they can: answers are asked for under a JSON schema,
// as plain JSON where that is refused or comes to nothing, and once more with
// the faulty answer beside it. Whatever the server does, the selection ends in
// bounded time; a warning says what did not work. The transcript is data: what
// it tells the model to do can at worst change which sentences are picked.
// Nothing is logged here, and no error quotes the server's address, its key or
// what was said.
package llm
