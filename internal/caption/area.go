package caption

import (
	"image"
	"math"

	"clipd/internal/clip"
)

// FreeArea is the part of a width x height px picture that players and
// platforms leave free of their own buttons and text.
//
// Upright: the union of what TikTok, Reels and Shorts cover, 250 px at the top,
// 450 at the bottom, 130 at the right and 60 at the left of 1080x1920, scaled;
// the left is given the right's margin, so that the text's middle is the
// picture's. Square and wide: 5 % at each side and the top (the graphics-safe
// area of EBU R 95) and, for a player's control bar, 9 % at the bottom.
func FreeArea(width, height int) image.Rectangle {
	w, h := float64(width), float64(height)
	px := func(v float64) int { return int(math.Round(v)) }
	if height*5 > width*6 {
		side := px(w * 130 / 1080)
		return image.Rect(side, px(h*250/1920), width-side, height-px(h*450/1920))
	}
	side := px(w * 0.05)
	return image.Rect(side, px(h*0.05), width-side, height-px(h*0.09))
}

func usualSize(a clip.Aspect) (width, height int) {
	switch a {
	case clip.Square:
		return 1080, 1080
	case clip.Wide:
		return 1920, 1080
	}
	return 1080, 1920
}
