package pipeline

import (
	"context"

	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/highlight"
	"clipd/internal/media"
	"clipd/internal/render"
	"clipd/internal/speakers"
	"clipd/internal/transcribe"
)

// Stage names a stage in progress reports.
type Stage string

// The stages in their order.
const (
	Fetch      Stage = "fetch" // the source is downloaded; only for URLs
	Ingest     Stage = "ingest"
	Transcribe Stage = "transcribe"
	Speakers   Stage = "speakers"
	Select     Stage = "select"
	Frame      Stage = "frame"
	Render     Stage = "render"
)

// Progress says how far a stage is. Done and Total are bytes for Fetch and
// Ingest, and seconds for the others: of the source, or for Frame and Render of
// the moment.
type Progress struct {
	Stage Stage
	Done  float64
	Total float64 // 0 where it is not known
}

// Fetcher downloads url to the file dst; a file that is half there is gone on with.
type Fetcher interface {
	Download(ctx context.Context, url, dst string, progress func(done, total int64)) error
}

// Speech turns sound to words. Equal identities give equal words.
type Speech interface {
	Identity(ctx context.Context) (string, error)
	Transcribe(ctx context.Context, src media.Info, o transcribe.Options) (clip.Transcript, error)
}

// Diarizer tells who says each sentence. Equal identities give equal speakers of
// the same transcript.
type Diarizer interface {
	Identity(ctx context.Context) (string, error)
	Diarize(ctx context.Context, src media.Info, t clip.Transcript, o speakers.Options) (clip.Transcript, error)
}

// Selector chooses the moments. It does not fail; where it is stopped by the
// context its choice is of no use.
type Selector interface {
	Select(ctx context.Context, req highlight.Request) highlight.Selection
}

// Camera chooses what a moment shows.
type Camera interface {
	Frame(ctx context.Context, r framing.Request) (clip.Camera, error)
}

// Cache keeps documents by key; a key that is not there is no error.
type Cache interface {
	Load(ctx context.Context, key string) (document []byte, found bool, err error)
	Store(ctx context.Context, key string, document []byte) error
}

// Pipeline is the stages with what they need.
type Pipeline struct {
	Limits     Limits
	Fetch      Fetcher
	Speech     Speech
	Diarizer   Diarizer // nil where nobody needs to know who speaks
	Selector   Selector // nil for the one that is built in
	Camera     Camera
	Cache      Cache  // nil keeps nothing
	Downloads  string // folder for sources while they are worked on
	Owner      string // whose downloads are gone on with; "" where all are the user's
	Fonts      string // folder that holds the caption font
	Resolution int    // shorter side of a clip, px
	Encoder    render.Encoder
	Observe    func(Progress) // called often, by whoever works
}
