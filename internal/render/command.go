package render

import (
	"fmt"
	"strings"

	"clipd/internal/media"
)

// point is where a crop lies, its upper left corner in px.
type point struct{ X, Y int }

// commands is the text of a sendcmd file that takes a crop filter along places,
// one a frame; "" when the first one holds throughout. A command is timed half
// a frame before its frame, so that rounding cannot move it to another.
func commands(filter string, places []point, rate media.Rational) string {
	var b strings.Builder
	for n := 1; n < len(places); n++ {
		var set []string
		if places[n].X != places[n-1].X {
			set = append(set, fmt.Sprintf("%s x %d", filter, places[n].X))
		}
		if places[n].Y != places[n-1].Y {
			set = append(set, fmt.Sprintf("%s y %d", filter, places[n].Y))
		}
		if set != nil {
			fmt.Fprintf(&b, "%.6f %s;\n", (float64(n)-0.5)/rate.Float(), strings.Join(set, ", "))
		}
	}
	return b.String()
}
