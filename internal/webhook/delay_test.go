package webhook

import (
	"testing"
	"time"
)

func TestDelay(t *testing.T) {
	for name, c := range map[string]struct {
		chance   float64
		min, max time.Duration
	}{
		"latest":   {0, 24 * time.Hour, 24 * time.Hour},
		"earliest": {0.999999, 21*time.Hour + 30*time.Minute, 22 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			var all, last time.Duration
			attempt := 1
			for ; ; attempt++ {
				d, ok := Delay(attempt, func() float64 { return c.chance })
				if !ok {
					break
				}
				if d <= last {
					t.Errorf("%v follows %v", d, last)
				}
				all, last = all+d, d
			}
			if all < c.min || all > c.max || attempt < 10 {
				t.Errorf("%d attempts in %v", attempt, all)
			}
		})
	}
	if _, ok := Delay(0, nil); ok {
		t.Error("there is a delay before the first attempt")
	}
	chance := 0.0
	some := func() float64 { chance += 0.01; return chance }
	if a, _ := Delay(5, some); a == func() time.Duration { d, _ := Delay(5, some); return d }() {
		t.Error("nothing is left to chance")
	}
}
