// Package chaos is tests that kill, starve and load the service as its programs
// run: `clipd serve` and `clipd worker` over every database and storage. What they
// look at afterwards is what a client sees, the rows, and the files.
//
// `go test` runs a few rounds of each. CLIPD_CHAOS=full, as `make chaos` sets it,
// runs the numbers that docs/operations.md gives under "Measured".
package chaos
