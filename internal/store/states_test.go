package store_test

import (
	"database/sql"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// drawn reads the arrows of the diagram under a heading of docs/jobs.md, without
// those to the end.
func drawn[S ~string](t *testing.T, heading string) (arrows []clip.Transition[S]) {
	t.Helper()
	doc, err := os.ReadFile("../../docs/jobs.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(doc), "\n## "+heading+"\n")
	_, diagram, drawn := strings.Cut(section, "```mermaid\n")
	if !ok || !drawn {
		t.Fatalf("docs/jobs.md has no diagram under %q", heading)
	}
	diagram, _, _ = strings.Cut(diagram, "```")
	for _, a := range regexp.MustCompile(`(?m)^ +(\S+) --> (\w+): (.+)$`).FindAllStringSubmatch(diagram, -1) {
		arrows = append(arrows, clip.Transition[S]{From: S(strings.TrimPrefix(a[1], "[*]")), To: S(a[2]), On: a[3]})
	}
	return arrows
}

func TestDrawings(t *testing.T) {
	check := func(what, diff string) {
		if diff != "" {
			t.Errorf("docs/jobs.md draws %s otherwise than package clip has it (-drawn +code):\n%s", what, diff)
		}
	}
	check("jobs", cmp.Diff(drawn[clip.Status](t, "Job"), clip.JobTransitions()))
	check("clips", cmp.Diff(drawn[clip.ClipState](t, "Clip"), clip.ClipTransitions()))
	check("callbacks", cmp.Diff(drawn[clip.CallbackState](t, "Callback"), clip.CallbackTransitions()))
}

// change is one change of state, without what caused it.
type change[S ~string] struct{ from, to S }

// allowed are the changes of a table that do not begin a thing.
func allowed[S ~string](table []clip.Transition[S]) map[change[S]]bool {
	out := map[change[S]]bool{}
	for _, t := range table {
		if t.From != "" {
			out[change[S]{t.From, t.To}] = true
		}
	}
	return out
}

func equal[S ~string](t *testing.T, what string, seen map[change[S]]bool, table []clip.Transition[S]) {
	t.Helper()
	order := func(m map[change[S]]bool) []string {
		var out []string
		for c := range maps.Keys(m) {
			out = append(out, string(c.from)+" -> "+string(c.to))
		}
		return slices.Sorted(slices.Values(out))
	}
	if diff := cmp.Diff(order(allowed(table)), order(seen)); diff != "" {
		t.Errorf("the store changes %s otherwise than package clip has it (-clip +store):\n%s", what, diff)
	}
}

// act is a method of the store, called with what it needs; it tells whether the
// method said that it changed something.
type act func() (bool, error)

// whole makes a method that is part of a transaction a whole one.
func (w world) whole(do func(tx *sql.Tx) (bool, error)) act {
	return func() (ok bool, err error) {
		err = w.InTx(w.t.Context(), func(tx *sql.Tx) (err error) {
			ok, err = do(tx)
			return err
		})
		return ok, err
	}
}

// write sets a row past the store's methods.
func (w world) write(query string, args ...any) {
	w.t.Helper()
	if _, err := w.DB().ExecContext(w.t.Context(), query, args...); err != nil {
		w.t.Fatal(err)
	}
}

// The methods are tried in every state: what they do is what the tables allow,
// and all of it, and they say so.
func TestTransitionsOfJobs(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx, seen := t.Context(), map[change[clip.Status]]bool{}
		w.planned("clip_planned", 1)
		w.job(w.ws.ID, "clip_new", noon)
		for _, id := range []string{"clip_planned", "clip_new"} {
			for _, from := range []clip.Status{clip.Pending, clip.Running, clip.Completed, clip.Failed} {
				ref := w.row(id).Ref()
				for name, call := range map[string]act{
					"Admit": w.whole(func(tx *sql.Tx) (bool, error) {
						jobs, err := w.Admit(ctx, tx, store.Limits{Workspace: 9, Total: 9}, at(9))
						return slices.ContainsFunc(jobs, func(j store.Job) bool { return j.ID == id }), err
					}),
					"AdmitOne": w.whole(func(tx *sql.Tx) (bool, error) {
						_, ok, err := w.AdmitOne(ctx, tx, id, at(9))
						return ok, err
					}),
					"CompleteJob": w.whole(func(tx *sql.Tx) (bool, error) { return w.CompleteJob(ctx, tx, id, "done", nil, at(9)) }),
					"FailJob":     w.whole(func(tx *sql.Tx) (bool, error) { return w.FailJob(ctx, tx, id, store.Failure{}, at(9)) }),
					"FailPlan":    w.whole(func(tx *sql.Tx) (bool, error) { return w.FailPlan(ctx, tx, ref, store.Failure{}, at(9)) }),
				} {
					w.write("UPDATE jobs SET status = $2, finished_at = NULL WHERE id = $1", id, from)
					observe(t, seen, name, call, from, func() clip.Status { return w.row(id).Status })
				}
				// These change what a job holds, and only while it runs.
				for name, call := range map[string]act{
					"StartPlan": func() (bool, error) {
						_, ok, err := w.StartPlan(ctx, id, "worker-9", at(9))
						return ok, err
					},
					"ReleasePlan":  func() (bool, error) { return w.ReleasePlan(ctx, w.row(id).Ref()) },
					"SaveProgress": func() (bool, error) { return w.SaveProgress(ctx, w.row(id).Ref(), "stage", 50) },
				} {
					w.write("UPDATE jobs SET status = $2, worker_id = 'worker-8' WHERE id = $1", id, from)
					ok, err := call()
					if want := from == clip.Running && (id == "clip_new" || name == "SaveProgress"); err != nil || ok != want || w.row(id).Status != from {
						t.Errorf("%s of %s, which is %s, gave %v, %v and made it %s", name, id, from, ok, err, w.row(id).Status)
					}
				}
			}
		}
		equal(t, "jobs", seen, clip.JobTransitions())
	})
}

func TestTransitionsOfClips(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx, seen := t.Context(), map[change[clip.ClipState]]bool{}
		w.planned("clip_1", 1)
		row := func() store.Clip { return must(w.Clips(ctx, "clip_1"))(t)[0] }
		for _, status := range []clip.Status{clip.Running, clip.Pending, clip.Completed, clip.Failed} {
			w.write("UPDATE jobs SET status = $2 WHERE id = $1", "clip_1", status)
			for _, from := range []clip.ClipState{clip.ClipPending, clip.ClipRunning, clip.ClipDone, clip.ClipFailed} {
				ref := row().Ref()
				for name, call := range map[string]act{
					"FinishClip":  w.whole(func(tx *sql.Tx) (bool, error) { return w.FinishClip(ctx, tx, ref, clip.Clip{}, nil) }),
					"FailClip":    w.whole(func(tx *sql.Tx) (bool, error) { return w.FailClip(ctx, tx, ref, store.Failure{Message: "no"}) }),
					"ReleaseClip": func() (bool, error) { return w.ReleaseClip(ctx, ref) },
					"StartClip": func() (bool, error) {
						_, ok, err := w.StartClip(ctx, "clip_1", 0, "worker-9")
						return ok, err
					},
				} {
					w.write("UPDATE clips SET state = $2, token = $3 WHERE job_id = $1", "clip_1", from, ref.Token)
					if status == clip.Running {
						observe(t, seen, name, call, from, func() clip.ClipState { return row().State })
					} else if ok, err := call(); ok || err != nil || row().State != from {
						t.Errorf("%s of a %s clip of a %s job gave %v, %v", name, from, status, ok, err)
					}
				}
			}
		}
		// The end of the job ends what is open, and nothing else.
		for _, from := range []clip.ClipState{clip.ClipPending, clip.ClipRunning, clip.ClipDone, clip.ClipFailed} {
			w.write("UPDATE jobs SET status = 'running' WHERE id = $1", "clip_1")
			w.write("UPDATE clips SET state = $2, worker_id = 'worker-9' WHERE job_id = $1", "clip_1", from)
			fail := w.whole(func(tx *sql.Tx) (bool, error) {
				return w.FailJob(ctx, tx, "clip_1", store.Failure{Message: "no"}, at(9))
			})
			if ok, err := fail(); !ok || err != nil {
				t.Errorf("FailJob gave %v, %v", ok, err)
			}
			if to := row().State; to != from {
				seen[change[clip.ClipState]{from, to}] = true
			}
		}
		equal(t, "clips", seen, clip.ClipTransitions())
	})
}

func TestTransitionsOfCallbacks(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx, seen := t.Context(), map[change[clip.CallbackState]]bool{}
		w.job(w.ws.ID, "clip_1", noon)
		states := []clip.CallbackState{clip.CallbackWaiting, clip.CallbackSending, clip.CallbackDelivered, clip.CallbackGivenUp}
		for _, from := range states {
			for _, to := range append(states, "") {
				w.write("UPDATE jobs SET callback_state = $2 WHERE id = $1", "clip_1", from)
				set := func() (bool, error) { return w.SetCallback(ctx, "clip_1", clip.CallbackNote{State: to}) }
				observe(t, seen, "SetCallback", set, from, func() clip.CallbackState { return w.row("clip_1").Callback.State })
			}
		}
		for name, end := range map[string]act{
			"CompleteJob": w.whole(func(tx *sql.Tx) (bool, error) { return w.CompleteJob(ctx, tx, "clip_1", "done", nil, at(9)) }),
			"FailJob":     w.whole(func(tx *sql.Tx) (bool, error) { return w.FailJob(ctx, tx, "clip_1", store.Failure{}, at(9)) }),
		} {
			for from, want := range map[clip.CallbackState]clip.CallbackState{clip.CallbackWaiting: clip.CallbackSending, "": ""} {
				w.write("UPDATE jobs SET callback_state = $2, status = 'running' WHERE id = $1", "clip_1", from)
				ok, err := end()
				if got := w.row("clip_1").Callback.State; !ok || err != nil || got != want {
					t.Errorf("%s made the callback %q of %q: %v, %v", name, got, from, ok, err)
				}
				if from != want {
					seen[change[clip.CallbackState]{from, want}] = true
				}
			}
		}
		equal(t, "callbacks", seen, clip.CallbackTransitions())
	})
}

// observe calls a method on a thing in a state and notes the change it made.
func observe[S ~string](t *testing.T, seen map[change[S]]bool, name string, call act, from S, state func() S) {
	t.Helper()
	ok, err := call()
	to := state()
	if err != nil || (!ok && to != from) {
		t.Errorf("%s of a %s one made it %s and gave %v, %v", name, from, to, ok, err)
	}
	if ok {
		seen[change[S]{from, to}] = true
	}
}
