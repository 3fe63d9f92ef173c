package jobs

// The queues of tasks. Downloads last as long as somebody else's server wants, and
// listening is long: both have slots of their own, so that the plan of windows,
// which nobody has to listen to, and what is light never wait behind them.
const (
	queueFetch    = "fetch"
	queueListen   = "listen"
	queueQuick    = "quick"
	queueRender   = "render"
	queueLight    = "light"
	queueCallback = "callback"
)

// The tasks. Kinds are kept in rows: they never change their meaning.

// fetchTask downloads the source of a job that names a URL.
type fetchTask struct {
	Job       string `json:"job"`
	Workspace string `json:"workspace"`
}

func (fetchTask) Kind() string { return "fetch" }

type planTask struct {
	Job string `json:"job"`
}

func (planTask) Kind() string { return "plan" }

type renderTask struct {
	Job      string `json:"job"`
	Position int    `json:"position"`
}

func (renderTask) Kind() string { return "render" }

type callbackTask struct {
	Job string `json:"job"`
}

func (callbackTask) Kind() string { return "callback" }

// removeTask removes the files of a job that is deleted or failed, or those of a
// clip of it that failed.
type removeTask struct {
	Job  string `json:"job"`
	Clip string `json:"clip,omitempty"` // its id
}

func (removeTask) Kind() string { return "remove" }

type sweepTask struct{}

func (sweepTask) Kind() string { return "sweep" }
