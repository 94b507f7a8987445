namespace Tributary.Sync;

/// <summary>
/// Numbers acknowledgements of pushes. An update carries the number that was current when it was sent, so one sent before an
/// acknowledgement can be told from one sent after it. Starts above every number that an earlier process can have given, because it
/// starts at a commit sequence and each acknowledgement is a commit.
/// </summary>
internal sealed class AckClock
{
    private long _number;

    public long Now => Interlocked.Read(ref _number);

    public long Next() => Interlocked.Increment(ref _number);

    public void StartAt(long sequence) => Interlocked.Exchange(ref _number, sequence);
}
