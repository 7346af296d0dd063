package main

import (
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress draws a bar on a screen for what takes more than a second, until
// the function that it returns is called. Elsewhere it draws nothing.
func (e *environment) progress(what string, at func() (done, total int64)) (stop func()) {
	if !e.err.screen {
		return func() {}
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-quit:
			return
		case <-time.After(time.Second):
		}
		bars := mpb.New(mpb.WithOutput(e.err.Writer), mpb.WithWidth(40))
		bar := bars.AddBar(0,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(what+" ")),
			mpb.AppendDecorators(decor.NewPercentage("% d "), decor.AverageETA(decor.ET_STYLE_GO)),
		)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			done, total := at()
			bar.SetTotal(max(total, 1), false)
			bar.SetCurrent(done)
			select {
			case <-quit:
				bar.Abort(true)
				bars.Wait()
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		close(quit)
		<-gone
	}
}
