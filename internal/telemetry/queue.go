package telemetry

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// QueueState is how full a queue is.
type QueueState struct {
	Queue   string
	Waiting int           // could run now, or will be tried again
	Running int           // at work
	Age     time.Duration // of the one that waits longest, 0 where none does
}

// queueTimeout keeps a slow database from holding up a scrape.
const queueTimeout = 5 * time.Second

// WatchQueues asks read for the state of the queues at each scrape. It is
// called once.
func (m *Metrics) WatchQueues(read func(context.Context) ([]QueueState, error)) {
	gauge := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("clipd_queue_"+name, help, []string{"queue"}, nil)
	}
	m.registry.MustRegister(queueCollector{
		read:    read,
		waiting: gauge("waiting", "Work that waits."),
		running: gauge("running", "Work that runs."),
		age:     gauge("oldest_seconds", "Age of the work that waits longest."),
	})
}

type queueCollector struct {
	read                  func(context.Context) ([]QueueState, error)
	waiting, running, age *prometheus.Desc
}

// Describe implements [prometheus.Collector].
func (c queueCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- c.waiting
	ch <- c.running
	ch <- c.age
}

// Collect implements [prometheus.Collector], which gives no context.
func (c queueCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), queueTimeout)
	defer cancel()
	states, err := c.read(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(c.waiting, err)
		return
	}
	for _, s := range states {
		for _, g := range []struct {
			desc  *prometheus.Desc
			value float64
		}{{c.waiting, float64(s.Waiting)}, {c.running, float64(s.Running)}, {c.age, s.Age.Seconds()}} {
			ch <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, g.value, s.Queue)
		}
	}
}
