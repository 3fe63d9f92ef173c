package api

import (
	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

func createExamples() map[string]*huma.Example {
	return map[string]*huma.Example{
		"best moments": {Summary: "The best moments of a talk", Value: map[string]any{
			"video":     map[string]any{"type": clip.VideoURL, "url": "https://example.com/talk.mp4"},
			"max_clips": 3, "instruction": "What is said about prices, not the introduction", "enable_caption": true,
		}},
		"windows": {Summary: "Two parts, cut exactly", Value: map[string]any{
			"video":        map[string]any{"type": clip.VideoURL, "url": "https://example.com/talk.mp4"},
			"windows":      []any{map[string]any{"start": 12.5, "end": 40, "label": "Opening"}, map[string]any{"start": 95, "end": 130}},
			"aspect_ratio": string(clip.Square),
		}},
	}
}

// exampleOf returns an answer of type T to be shown, nil where there is none.
func exampleOf[T any]() any {
	title, score, next := "Talk", 0.82, "eyJhIjoxNzYzOTI0NDAwfQ"
	const job, asset, created = "clip_2Jx8bTzWq0LrYf5uVn3kPd", "asset_7Hs1cQm9XeRb4TgKz6uYwA", 1763924400
	settings := clip.DefaultSettings()
	settings.Captions = true
	var zero T
	switch any(zero).(type) {
	case answer[clipCreated]:
		return answer[clipCreated]{clipCreated{job}}
	case answer[clip.Job]:
		return answer[clip.Job]{clip.Job{
			ID: job, Title: &title, Status: clip.Completed, TranscriptSource: clip.Transcribed, CreatedAt: created,
			Clips: []clip.Clip{{
				ID: "c_5Nw2dRk8YtGq1ZpLx7vBsM", Label: "Why prices rise", URL: "https://clips.example.org/files/...",
				Start: 754.2, End: 789.7, Duration: 35.5, Aspect: clip.Vertical, Score: &score,
				CaptionURL: "https://clips.example.org/files/...", ThumbnailURL: "https://clips.example.org/files/...",
				Transcript: "So why do prices rise? ...", Reason: "Answers a question that it asks itself.",
			}},
			Progress: 100, Stage: "done", SourceDuration: 3605.4, Settings: settings, Warnings: []string{},
		}}
	case list[clip.JobSummary]:
		return list[clip.JobSummary]{[]clip.JobSummary{{ID: job, Title: &title, Status: clip.Running, CreatedAt: created}}, true, &next}
	case answer[clip.Asset]:
		return answer[clip.Asset]{clip.Asset{ID: asset, URL: "https://clips.example.org/files/...", MIMEType: "video/mp4", SizeBytes: 104857600}}
	case list[clip.Asset]:
		return list[clip.Asset]{[]clip.Asset{{ID: asset, URL: "https://clips.example.org/files/...", MIMEType: "video/mp4", SizeBytes: 104857600}}, false, nil}
	}
	return nil
}
