package highlight

import "strconv"

// A number as people write it in an instruction.
const numberWords = `one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|a|an|half an|half a|half|first|second|third|fourth|fifth`

const numberPattern = `(\d{1,5}(?:\.\d+)?|` + numberWords + `)`

// number reads what numberPattern matches; 0 for anything else.
func number(s string) float64 {
	switch s {
	case "one", "a", "an", "first":
		return 1
	case "two", "second":
		return 2
	case "three", "third":
		return 3
	case "four", "fourth":
		return 4
	case "five", "fifth":
		return 5
	case "six":
		return 6
	case "seven":
		return 7
	case "eight":
		return 8
	case "nine":
		return 9
	case "ten":
		return 10
	case "fifteen":
		return 15
	case "twenty":
		return 20
	case "thirty":
		return 30
	case "forty":
		return 40
	case "forty-five":
		return 45
	case "fifty":
		return 50
	case "sixty":
		return 60
	case "ninety":
		return 90
	case "half", "half a", "half an":
		return 0.5
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

const unitPattern = `(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b`

// timeUnit is how many seconds a unit is.
func timeUnit(s string) float64 {
	switch s[0] {
	case 'h':
		return 3600
	case 'm':
		return 60
	}
	return 1
}

// clockPattern is a time as a player shows it: 12:30, 1:02:03.
const clockPattern = `(\d{1,3}:\d{2}(?::\d{2})?)`

// clock reads what clockPattern matches, in seconds.
func clock(s string) float64 {
	total, part := 0.0, 0.0
	for _, r := range s {
		if r == ':' {
			total, part = (total+part)*60, 0
		} else {
			part = part*10 + float64(r-'0')
		}
	}
	return total + part
}
