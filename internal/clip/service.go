package clip

import "io"

// Video names the source of a job of the service: a URL or an asset.
type Video struct {
	Type    string `json:"type"` // "url" or "asset_id"
	URL     string `json:"url,omitempty"`
	AssetID string `json:"asset_id,omitempty"`
}

// The kinds of [Video].
const (
	VideoURL   = "url"
	VideoAsset = "asset_id"
)

// JobRequest is a job as a client asks for it, with defaults filled in.
type JobRequest struct {
	Video       Video    `json:"video"`
	Settings    Settings `json:"settings"`
	Title       *string  `json:"title,omitempty"`
	FolderID    *string  `json:"folder_id,omitempty"`
	CallbackURL string   `json:"callback_url,omitempty"`
	CallbackID  *string  `json:"callback_id,omitempty"`
	// Base is the address that the client reached the service by, such as
	// https://clips.example.org; links in the callback begin with it.
	Base string `json:"base"`
	// Trace is the span of the request, as a W3C traceparent; "" for none.
	Trace string `json:"trace,omitempty"`
}

// JobSummary is a job in a list.
type JobSummary struct {
	ID        string  `json:"id"`
	Title     *string `json:"title"`
	Status    Status  `json:"status"`
	CreatedAt int64   `json:"created_at"` // unix seconds
}

// Asset is a video that was uploaded.
type Asset struct {
	ID        string `json:"asset_id"`
	URL       string `json:"url"` // pre-signed
	MIMEType  string `json:"mime_type"`
	SizeBytes int64  `json:"size_bytes"`
}

// Upload is an asset on its way in. Body is read once, as a stream.
type Upload struct {
	Name string // the client's name of the file, "" for none
	Body io.Reader
}

// PageQuery asks for one page of a list, newest first. Limit is 1-100; Token is
// what the page before gave, "" for the first.
type PageQuery struct {
	Limit  int
	Token  string
	Folder *string // jobs only; nil for all
	Status Status  // jobs only; "" for all
}

// Page is one page of a list. Next is "" at the end.
type Page[T any] struct {
	Items []T
	Next  string
}
