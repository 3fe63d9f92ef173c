package api

import (
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// clipRequest is the body of POST /v3/clips; its tags are the contract. Fields
// without a default may be null, which is what many clients write for "not
// given".
type clipRequest struct {
	Video         video             `json:"video"`
	MaxClips      integer           `json:"max_clips,omitempty" minimum:"1" maximum:"10" default:"5" doc:"The most clips to make; fewer come with a warning. Ignored with windows."`
	Instruction   *string           `json:"instruction,omitempty" nullable:"true" maxLength:"2000" doc:"What to look for: topics, a speaker, what to avoid. Ignored with windows."`
	Windows       []requestedWindow `json:"windows,omitempty" nullable:"true" maxItems:"10" doc:"Parts to cut exactly, in this order. Nothing is chosen then, and words are only heard for captions."`
	AspectRatio   clip.Aspect       `json:"aspect_ratio,omitempty" default:"9:16" doc:"The shape of the clips, width to height."`
	EnableCaption bool              `json:"enable_caption,omitempty" default:"false" doc:"Burn captions in and deliver them as WebVTT too."`
	Speakers      *integer          `json:"speakers,omitempty" nullable:"true" minimum:"1" maximum:"10" doc:"How many people speak in the video; null or absent has it found."`
	Title         *string           `json:"title,omitempty" nullable:"true" maxLength:"255" doc:"A name for the job."`
	CallbackURL   *string           `json:"callback_url,omitempty" nullable:"true" format:"uri" doc:"Receives a signed POST when the job completes or fails."`
	CallbackID    *string           `json:"callback_id,omitempty" nullable:"true" maxLength:"255" doc:"Given back in that POST."`
	FolderID      *string           `json:"folder_id,omitempty" nullable:"true" maxLength:"255" doc:"Kept with the job; a filter of the list."`
}

// requestedWindow is a part to be cut.
type requestedWindow struct {
	Start clip.Seconds `json:"start" minimum:"0" maximum:"1000000" doc:"Seconds from the beginning of the video."`
	End   clip.Seconds `json:"end" minimum:"0" maximum:"1000000" doc:"Seconds from the beginning of the video; greater than start."`
	Label *string      `json:"label,omitempty" nullable:"true" doc:"A name for the clip."`
}

// video is where the video comes from: a videoByURL or a videoByAsset.
type video clip.Video

// videoByURL is a video that clipd downloads.
type videoByURL struct {
	Type string `json:"type" enum:"url"`
	URL  string `json:"url" format:"uri" doc:"Where the video is. It must be public."`
}

// videoByAsset is a video that was uploaded.
type videoByAsset struct {
	Type    string `json:"type" enum:"asset_id"`
	AssetID string `json:"asset_id" doc:"What POST /v3/assets gave."`
}

// Schema tells huma of the two kinds.
func (video) Schema(r huma.Registry) *huma.Schema {
	byURL := r.Schema(reflect.TypeFor[videoByURL](), true, "")
	byAsset := r.Schema(reflect.TypeFor[videoByAsset](), true, "")
	return &huma.Schema{
		OneOf: []*huma.Schema{byURL, byAsset},
		Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{
			clip.VideoURL: byURL.Ref, clip.VideoAsset: byAsset.Ref,
		}},
	}
}

// integer reads 5.0 too, which is an integer to JSON Schema.
type integer int

func (i *integer) UnmarshalJSON(text []byte) error {
	var v float64
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*i = integer(v)
	return nil
}

// defaultClipRequest is a request of which nothing was given.
func defaultClipRequest() clipRequest {
	d := clip.DefaultSettings()
	return clipRequest{MaxClips: integer(d.MaxClips), AspectRatio: d.Aspect, EnableCaption: d.Captions}
}

// job checks what the schema cannot say and returns the job that is asked for.
func (s *service) job(req clipRequest, base string) (clip.JobRequest, error) {
	settings := clip.DefaultSettings()
	settings.MaxClips = int(req.MaxClips)
	settings.Aspect = req.AspectRatio
	settings.Captions = req.EnableCaption
	settings.Instruction = text(req.Instruction)
	if req.Speakers != nil {
		settings.Speakers = int(*req.Speakers)
	}
	for _, w := range req.Windows {
		settings.Windows = append(settings.Windows, clip.Window{Start: w.Start, End: w.End, Label: text(w.Label)})
	}
	if err := settings.Validate(); err != nil {
		return clip.JobRequest{}, err
	}
	job := clip.JobRequest{
		Video: clip.Video(req.Video), Settings: settings, Title: req.Title, FolderID: req.FolderID,
		CallbackURL: text(req.CallbackURL), CallbackID: req.CallbackID, Base: base,
	}
	if job.Video.Type == clip.VideoURL {
		if err := s.CheckURL(job.Video.URL); err != nil {
			return clip.JobRequest{}, clip.Errorf(clip.Invalid, "video.url", "video.url cannot be used: %w", err)
		}
	}
	if req.CallbackURL != nil {
		if err := s.CheckCallback(job.CallbackURL); err != nil {
			return clip.JobRequest{}, clip.Errorf(clip.Invalid, "callback_url", "callback_url cannot be used: %w", err)
		}
	}
	return job, nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// base is what the links of an answer begin with.
func (s *service) base(r *http.Request) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
