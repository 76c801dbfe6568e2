using System.Collections.Concurrent;

namespace StatementArchive.Data.Uploads;

/// <summary>Tells those of this process who wait for it that the queue of uploads has changed. What other processes change is found by looking.</summary>
public sealed class UploadSignals
{
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _atWork = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next change. Who asks for it before looking at the queue misses none.</summary>
    public Task NextChange => Volatile.Read(ref _next).Task;

    internal void TellOfChange() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Stops the work on an upload if this process does it.</summary>
    internal void Stop(int uploadId)
    {
        if (!_atWork.TryGetValue(uploadId, out var work)) return;
        try
        {
            work.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came to its end in this moment.
        }
    }

    /// <summary>That work on an upload begins; disposing says that it has ended.</summary>
    internal Work Begin(int uploadId, CancellationToken stopping) => new(this, uploadId, stopping);

    internal sealed class Work : IDisposable
    {
        private readonly UploadSignals _signals;
        private readonly int _uploadId;
        private readonly CancellationTokenSource _stop;

        public Work(UploadSignals signals, int uploadId, CancellationToken stopping)
        {
            (_signals, _uploadId) = (signals, uploadId);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            signals._atWork[uploadId] = _stop;
        }

        public CancellationToken Cancellation => _stop.Token;

        /// <summary>Whether it was stopped for another user's turn.</summary>
        public bool GivesWay { get; private set; }

        public void Stop() => _stop.Cancel();

        /// <summary>Stops it for another user's turn.</summary>
        public void GiveWay()
        {
            GivesWay = true;
            Stop();
        }

        public void Dispose()
        {
            _signals._atWork.TryRemove(new KeyValuePair<int, CancellationTokenSource>(_uploadId, _stop));
            _stop.Dispose();
        }
    }
}
