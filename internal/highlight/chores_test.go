package highlight

import "testing"

func TestChores(t *testing.T) {
	for text, want := range map[string]string{
		"this episode is brought to you by a mattress":       "sponsor",
		"use code river for ten percent off":                 "sponsor",
		"head over to example.com":                           "sponsor",
		"the link is in the description":                     "sponsor",
		"welcome back to the show":                           "chore",
		"thank you so much for listening":                    "chore",
		"can everybody hear me":                              "chore",
		"are there any other questions?":                     "chore",
		"okay, bye.":                                         "chore",
		"herzlich willkommen":                                "chore",
		"they were welcome in the village":                   "",
		"the bridge will break":                              "",
		"he wrote the code and went off":                     "",
		"goodbye is a word that she never said in her novel": "",
	} {
		got := ""
		switch {
		case given(sponsorCues, text):
			got = "sponsor"
		case given(choreCues, text):
			got = "chore"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestSponsorReadsReachFromCueToCue(t *testing.T) {
	units := []unit{{start: 0, end: 10}, {start: 10, end: 20}, {start: 20, end: 30}, {start: 30, end: 40}, {start: 200, end: 210}}
	c := choresOf(units, []string{"hello", "sponsored by someone", "they are wonderful", "use code river", "hello"})
	if sponsor, _ := c.shares(candidate{first: 0, last: 4}); sponsor != 0.6 {
		t.Errorf("sponsor share %v, want 0.6", sponsor)
	}
}
