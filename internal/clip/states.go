package clip

// ClipState is the state of a clip of a job of the service.
type ClipState string

// The states of a clip.
const (
	ClipPending ClipState = "pending"
	ClipRunning ClipState = "running"
	ClipDone    ClipState = "done"
	ClipFailed  ClipState = "failed"
)

// Transition is a change of state that may happen. From is the zero value where
// the thing begins to be.
type Transition[S ~string] struct {
	From, To S
	On       string // what happened, in a few words
}

// JobTransitions are the changes of state of a job. Besides, a job can be
// deleted in every state.
func JobTransitions() []Transition[Status] {
	return []Transition[Status]{
		{"", Pending, "accepted"},
		{Pending, Running, "admitted"},
		{Running, Completed, "last clip made"},
		{Running, Failed, "cannot be made"},
	}
}

// ClipTransitions are the changes of state of a clip.
func ClipTransitions() []Transition[ClipState] {
	return []Transition[ClipState]{
		{"", ClipPending, "planned"},
		{ClipPending, ClipRunning, "taken by a worker"},
		{ClipPending, ClipFailed, "job failed"},
		{ClipRunning, ClipRunning, "taken over from a worker"},
		{ClipRunning, ClipPending, "handed back"},
		{ClipRunning, ClipDone, "made and stored"},
		{ClipRunning, ClipFailed, "cannot be made"},
	}
}

// CallbackTransitions are the changes of state of the callback of a job that
// asked for one.
func CallbackTransitions() []Transition[CallbackState] {
	return []Transition[CallbackState]{
		{"", CallbackWaiting, "job accepted"},
		{CallbackWaiting, CallbackSending, "job ended"},
		{CallbackSending, CallbackSending, "attempt failed"},
		{CallbackSending, CallbackDelivered, "receiver answered 2xx"},
		{CallbackSending, CallbackGivenUp, "not delivered in time"},
	}
}
