package clip

import "fmt"

// Aspect is the shape of a clip's picture.
type Aspect string

// The shapes that clips come in.
const (
	Vertical Aspect = "9:16"
	Square   Aspect = "1:1"
	Wide     Aspect = "16:9"
)

// Aspects lists every shape.
func Aspects() []Aspect { return []Aspect{Vertical, Square, Wide} }

// Ratio returns the parts of the shape, width first.
func (a Aspect) Ratio() (w, h int, err error) {
	switch a {
	case Vertical:
		return 9, 16, nil
	case Square:
		return 1, 1, nil
	case Wide:
		return 16, 9, nil
	}
	return 0, 0, fmt.Errorf("aspect ratio %q is not one of 9:16, 1:1, 16:9", string(a))
}

// Layout is how the source's picture is laid into the clip's.
type Layout string

// The layouts.
const (
	// Track shows one crop, of the clip's shape.
	Track Layout = "track"
	// Split shows two crops, one above the other (or side by side in 16:9).
	Split Layout = "split"
	// Fit shows the whole picture over a blurred copy of itself; its one crop
	// is the whole picture.
	Fit Layout = "fit"
	// Screen shows two crops one above the other, both as wide as the clip:
	// the first one, slides for example, whole, and the second one, the inset
	// of the person who presents them, in what is left below.
	Screen Layout = "screen"
)

// Box is a rectangle in the source's picture, in square pixels after rotation,
// origin at the top left.
type Box struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Camera is what the clip shows, frame by frame. Frame 0 is the first frame at
// or after Start.
type Camera struct {
	Width  int     `json:"width"`  // of the source's picture, square px, after rotation
	Height int     `json:"height"` // likewise
	FPS    float64 `json:"fps"`    // of the frames below: the source's rate, made constant
	Start  Seconds `json:"start"`
	End    Seconds `json:"end"`
	Aspect Aspect  `json:"aspect_ratio"`
	// Cuts are the frames that begin a new shot; 0 is not listed.
	Cuts   []int   `json:"cuts"`
	Frames []Frame `json:"frames"`
}

// Frame is the camera at one frame.
type Frame struct {
	Frame  int     `json:"frame"`
	Time   Seconds `json:"time"` // on the source's time line
	Layout Layout  `json:"layout"`
	Crops  []Box   `json:"crops"`
	// Speaker is the track that is taken to speak.
	Speaker string `json:"speaker,omitempty"`
	// Faces are the faces seen in the source's picture at this frame.
	Faces []Box `json:"faces,omitempty"`
}
