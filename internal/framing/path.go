package framing

import "math"

// The L1-optimal path (Grundmann et al. 2011): the sums of the absolute first,
// second and third differences make it of constant, linear and parabolic
// pieces, with which an operator stands, pans and eases.
const (
	keyRate     = 6.0  // keys a second
	dataWeight  = 0.2  // of a key's distance from the face
	speedWeight = 10.0 // of a difference between keys
	accelWeight = 20.0
	jerkWeight  = 60.0
	leashWeight = 1000.0 // outside of the slack; exact, as it outweighs all else
	leastSlack  = 0.05   // of the crop: how far the face may be off the middle
	mostSlack   = 0.25
	headRoom    = 1.25 // face widths that stay inside whatever the slack
	heldKeys    = 3    // the first and the last keys stand still
)

// smoothPath is where the crop's middle is at each frame when it follows a face
// whose middle is at want, without leaving it by more than the slack. crop and
// face are lengths in px.
func smoothPath(want []float64, crop, face, rate float64) []float64 {
	step := max(1, int(math.Round(rate/keyRate)))
	keys := []int{}
	for n := 0; n < len(want)-1; n += step {
		keys = append(keys, n)
	}
	keys = append(keys, len(want)-1)
	slack := max(leastSlack, min(mostSlack, (1-headRoom*face/crop)/2))
	target := make([]float64, len(keys))
	for i, n := range keys {
		target[i] = want[n] / crop
	}
	path := leastAbsolute(pathRows(target, slack), len(target))
	for i := range path {
		path[i] *= crop
	}
	return runningMean(interpolate(keys, path, 0, len(want)), step|1)
}

// pathRows are the terms whose absolute values the path makes small. All
// lengths are in crops.
func pathRows(target []float64, slack float64) []row {
	n := len(target)
	var rows []row
	for i, c := range target {
		// The two leash terms together are constant within the slack.
		rows = append(rows,
			row{i, [4]float64{dataWeight}, dataWeight * c},
			row{i, [4]float64{leashWeight}, leashWeight * (c - slack)},
			row{i, [4]float64{leashWeight}, leashWeight * (c + slack)})
	}
	for i := range n - 1 {
		w := speedWeight
		if n > 2*heldKeys+1 && (i < heldKeys-1 || i >= n-heldKeys) {
			w = leashWeight * leashWeight
		}
		rows = append(rows, row{i, [4]float64{-w, w}, 0})
	}
	for i := range max(0, n-2) {
		rows = append(rows, row{i, [4]float64{accelWeight, -2 * accelWeight, accelWeight}, 0})
	}
	for i := range max(0, n-3) {
		const w = jerkWeight
		rows = append(rows, row{i, [4]float64{-w, 3 * w, -3 * w, w}, 0})
	}
	return rows
}
