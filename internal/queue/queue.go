package queue

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"clipd/internal/store"
)

// Config is what a queue needs.
type Config struct {
	Store    *store.Store
	Handlers *Handlers
	// Slots are the tasks of each named queue that this process works at once;
	// nil for a process that only puts tasks in.
	Slots map[string]int
	// Every are tasks that are put in again and again, by one process of all.
	Every []Periodic
	Host  string // of this process, for people
	Log   *slog.Logger
}

// Periodic is a task that is put in again and again.
type Periodic struct {
	Interval time.Duration
	Args     Args
	Queue    string
}

// Queue puts tasks in and works them.
type Queue struct {
	config Config
	worker string
	client *river.Client[*sql.Tx]

	background sync.WaitGroup
	end        context.CancelFunc
}

// pollInterval is how often a process looks for tasks where the database does
// not tell of them (PostgreSQL through database/sql).
const pollInterval = 500 * time.Millisecond

// Open brings River's tables up to date and returns the queue, which works
// nothing before [Queue.Start]. worker is the name of this process, which no other
// may have, ever.
func Open(ctx context.Context, worker string, c Config) (*Queue, error) {
	driver := driverOf(c.Store)
	if err := c.Store.Migrating(ctx, func() error { return migrate(ctx, driver, c.Log) }); err != nil {
		return nil, fmt.Errorf("migrating the queue: %w", err)
	}
	rc := &river.Config{
		ID:                worker,
		Logger:            c.Log,
		Workers:           c.Handlers.workers,
		FetchPollInterval: pollInterval,
		JobTimeout:        -1, // each kind has its own
	}
	if c.Slots != nil {
		rc.Queues = map[string]river.QueueConfig{}
		for name, n := range c.Slots {
			rc.Queues[name] = river.QueueConfig{MaxWorkers: n}
		}
		for _, p := range c.Every {
			rc.PeriodicJobs = append(rc.PeriodicJobs, river.NewPeriodicJob(
				river.PeriodicInterval(p.Interval),
				func() (river.JobArgs, *river.InsertOpts) {
					return p.Args, &river.InsertOpts{Queue: p.Queue, MaxAttempts: 1}
				},
				&river.PeriodicJobOpts{RunOnStart: true},
			))
		}
	}
	client, err := river.NewClient(driver, rc)
	if err != nil {
		return nil, fmt.Errorf("opening the queue: %w", err)
	}
	return &Queue{config: c, worker: worker, client: client}, nil
}

func driverOf(s *store.Store) riverdriver.Driver[*sql.Tx] {
	if s.Dialect() == "postgres" {
		return riverdatabasesql.New(s.DB())
	}
	return riversqlite.New(s.DB())
}

func migrate(ctx context.Context, driver riverdriver.Driver[*sql.Tx], log *slog.Logger) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: log})
	if err == nil {
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	return err
}

// Insert are the options of a task that is put in.
type Insert struct {
	Queue    string
	Priority int // 1, first, to 4; 0 for 1
}

// attempts is River's limit. Handlers decide when to give up and say so in their
// rows; a task that fails to say it must come again.
const attempts = 10_000

// Put puts a task in as part of a transaction.
func (q *Queue) Put(ctx context.Context, tx *sql.Tx, args Args, o Insert) error {
	_, err := q.client.InsertTx(ctx, tx, args, &river.InsertOpts{
		Queue: o.Queue, Priority: o.Priority, MaxAttempts: attempts,
	})
	if err != nil {
		return fmt.Errorf("queueing %s: %w", args.Kind(), err)
	}
	return nil
}
