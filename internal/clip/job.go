package clip

import (
	"bytes"
	"encoding/json"
)

// Status is the state of a job.
type Status string

// The states of a job.
const (
	Pending   Status = "pending"
	Running   Status = "running"
	Completed Status = "completed"
	Failed    Status = "failed"
)

// Job is what the API tells of a job, and what `clipd cut` writes to job.json.
type Job struct {
	ID               string           `json:"id"`
	Title            *string          `json:"title"`
	Status           Status           `json:"status"`
	TranscriptSource TranscriptSource `json:"transcript_source,omitzero"`
	Clips            []Clip           `json:"clips"`
	CreatedAt        int64            `json:"created_at"` // unix seconds
	FailureMessage   *string          `json:"failure_message"`

	Progress       float64  `json:"progress"` // 0-100, in tenths
	Stage          string   `json:"stage"`
	SourceDuration Seconds  `json:"source_duration"`
	Settings       Settings `json:"settings"`
	Warnings       []string `json:"warnings"`

	// The following are of the service alone.
	FolderID   *string       `json:"folder_id,omitempty"`
	CallbackID *string       `json:"callback_id,omitempty"`
	Callback   *CallbackNote `json:"callback,omitempty"`
}

// CallbackState is how far the callback of a job is.
type CallbackState string

// The states of a callback.
const (
	CallbackWaiting   CallbackState = "waiting"   // the job has not ended
	CallbackSending   CallbackState = "sending"   // being delivered, or tried again later
	CallbackDelivered CallbackState = "delivered" // the receiver answered 2xx
	CallbackGivenUp   CallbackState = "given_up"  // not delivered within the time
)

// CallbackNote tells how far the callback of a job is.
type CallbackNote struct {
	State     CallbackState `json:"state"`
	Attempts  int           `json:"attempts"`
	LastError string        `json:"last_error,omitempty"`
}

// Clip is one delivered clip. Start and End lie on the source's time line.
type Clip struct {
	ID           string   `json:"id"`
	Label        string   `json:"label"`
	URL          string   `json:"url"`
	Start        Seconds  `json:"start"`
	End          Seconds  `json:"end"`
	Duration     Seconds  `json:"duration"`
	Aspect       Aspect   `json:"aspect_ratio"`
	Score        *float64 `json:"score,omitempty"` // absent for windows
	CaptionURL   string   `json:"caption_url,omitempty"`
	ThumbnailURL string   `json:"thumbnail_url,omitempty"`
	Transcript   string   `json:"transcript,omitempty"`
	Reason       string   `json:"reason,omitempty"`
}

// TranscriptSource tells where the words came from. Its zero value leaves the
// key out of the JSON, as jobs with windows do.
type TranscriptSource struct{ kind string }

// The values of [TranscriptSource].
var (
	Transcribed    = TranscriptSource{"auto"}
	Unintelligible = TranscriptSource{"null"}
)

// IsZero tells whether the key is left out.
func (t TranscriptSource) IsZero() bool { return t == TranscriptSource{} }

// MarshalJSON writes "auto" or null.
func (t TranscriptSource) MarshalJSON() ([]byte, error) {
	if t == Transcribed {
		return []byte(`"auto"`), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *TranscriptSource) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, []byte("null")) {
		*t = Unintelligible
		return nil
	}
	return json.Unmarshal(b, &t.kind)
}
