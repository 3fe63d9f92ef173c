package api

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// finishDocument says of the schemas what the Go types cannot say.
func finishDocument(doc *huma.OpenAPI) {
	schemas := doc.Components.Schemas.Map()
	delete(schemas, "TranscriptSource") // written out below
	for name, s := range schemas {
		if isRequest(name) {
			restrict(s)
		} else {
			open(s)
		}
	}
	for place, values := range enums() {
		schema, field, _ := strings.Cut(place, ".")
		p := schemas[schema].Properties[field]
		p.Enum, p.Pattern, p.PatternDescription = values, "", ""
	}
	for _, place := range []string{"Job.failure_message", "Job.title", "JobSummary.title", "ListJobSummary.next_token", "ListAsset.next_token"} {
		schema, field, _ := strings.Cut(place, ".")
		schemas[schema].Properties[field].Nullable = true
	}
	job := schemas["Job"]
	job.Properties["transcript_source"] = &huma.Schema{Type: huma.TypeString, Nullable: true, Enum: []any{"auto", nil}}
	job.Required = slices.DeleteFunc(job.Required, func(name string) bool { return name == "transcript_source" })
	job.Properties["progress"].Minimum, job.Properties["progress"].Maximum = new(0.0), new(100.0)
	for place, text := range descriptions() {
		schema, field, _ := strings.Cut(place, ".")
		schemas[schema].Properties[field].Description = text
	}
}

func isRequest(schema string) bool {
	return slices.Contains([]string{"ClipRequest", "RequestedWindow", "VideoByURL", "VideoByAsset"}, schema)
}

const (
	noNUL  = `^[^\x00]*$` // PostgreSQL cannot keep it
	webURL = `^https?://[^\x00]+$`
)

// restrict says what texts of a request must look like.
func restrict(s *huma.Schema) {
	for _, p := range s.Properties {
		switch {
		case p.Type == huma.TypeString && p.Format == "uri":
			p.Pattern, p.PatternDescription = webURL, "a URL that begins with https://, or with http:// where the service allows it"
		case p.Type == huma.TypeString && p.Enum == nil:
			p.Pattern, p.PatternDescription = noNUL, "text without the character NUL"
		}
	}
}

// open lets later versions add to an answer, and says that lists are never null.
func open(s *huma.Schema) {
	s.AdditionalProperties = nil
	for _, p := range s.Properties {
		if p.Type == huma.TypeArray {
			p.Nullable = false
		}
	}
}

// enums are the fields that take one of few values.
func enums() map[string][]any {
	aspects := []any{}
	for _, a := range clip.Aspects() {
		aspects = append(aspects, string(a))
	}
	return map[string][]any{
		"ClipRequest.aspect_ratio": aspects, "Clip.aspect_ratio": aspects, "Settings.aspect_ratio": aspects,
		"Job.status": statuses(), "JobSummary.status": statuses(),
		"CallbackNote.state": {
			string(clip.CallbackWaiting), string(clip.CallbackSending), string(clip.CallbackDelivered), string(clip.CallbackGivenUp),
		},
		"Fault.code": {
			string(clip.Invalid), string(clip.Unauthorized), string(clip.Forbidden), string(clip.NotFound), string(clip.Conflict),
			string(clip.TooLarge), string(clip.UnsupportedMedia), string(clip.RateLimited), string(clip.Internal), string(clip.Unavailable),
		},
	}
}

// descriptions are of the fields whose types belong to the domain.
func descriptions() map[string]string {
	return map[string]string{
		"ClipRequest.video":       "Where the video comes from.",
		"Job.id":                  "What POST /v3/clips gave.",
		"Job.status":              "How far the job is.",
		"Job.transcript_source":   "`auto` when the service transcribed, null when nothing intelligible is said; absent with `windows`.",
		"Job.clips":               "Empty until the job is `completed`. Best score first; with `windows`, in the order asked.",
		"Job.created_at":          "Unix seconds.",
		"Job.failure_message":     "Why the job failed; null unless it did.",
		"Job.progress":            "In percent. It never goes back, and is 100 only when the job is `completed`.",
		"Job.stage":               "What is being done.",
		"Job.source_duration":     "Of the video, in seconds; 0 until it is known.",
		"Job.settings":            "What was asked, with defaults filled in.",
		"Job.warnings":            "What is not as asked, such as fewer clips, and why.",
		"Job.callback":            "How far the callback is; absent where none was asked for.",
		"CallbackNote.attempts":   "How often it was sent.",
		"CallbackNote.last_error": "Why the last attempt failed.",
		"Clip.id":                 "Stable.",
		"Clip.url":                "An MP4 file. The link lives for a limited time and takes `HEAD` and `Range`.",
		"Clip.start":              "Seconds in the source.",
		"Clip.end":                "Seconds in the source.",
		"Clip.duration":           "`end` - `start`.",
		"Clip.score":              "From 0 to 1; absent with `windows`.",
		"Clip.caption_url":        "WebVTT; there when captions were asked for.",
		"Clip.thumbnail_url":      "A JPEG picture.",
		"Clip.transcript":         "The words said in the clip.",
		"Clip.reason":             "Why this moment.",
		"Asset.asset_id":          "For `video` of POST /v3/clips.",
		"Asset.url":               "The file. The link lives for a limited time.",
		"Asset.mime_type":         "By its content.",
		"ListJobSummary.has_more": "Whether there are more after this page.",
		"ListAsset.has_more":      "Whether there are more after this page.",
		"Fault.message":           "For people: the cause and what to do.",
		"Fault.param":             "The field at fault, such as `windows[2].end`; absent where there is none.",
	}
}
