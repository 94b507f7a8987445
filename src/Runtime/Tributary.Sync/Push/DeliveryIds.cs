using System.Globalization;

namespace Tributary.Sync;

/// <summary>
/// The ids of deliveries: the same push has the same id however often it is delivered, and another push another one, though it may show
/// the same version. A new record has one id until the system has it, whatever changes meanwhile, so that it is never inserted twice.
/// </summary>
internal static class DeliveryIds
{
    private const char Separator = '.';

    public static string Of<T>(string canonicalId, SystemLink<T> link, PendingPush<T> push)
        where T : class, IFlowEntity
        => link.NativeId is null
            ? $"{canonicalId}{Separator}{link.System}{Separator}new"
            : string.Create(CultureInfo.InvariantCulture, $"{canonicalId}{Separator}{link.System}{Separator}{link.NativeId}{Separator}{push.Number}");

    /// <summary>The entity that is delivered. Its id has no separator; the native id behind it may have some.</summary>
    public static string CanonicalIdOf(string deliveryId) => deliveryId[..deliveryId.IndexOf(Separator, StringComparison.Ordinal)];

    /// <summary>The number of the push, for a record that the system has.</summary>
    public static long NumberOf(string deliveryId) =>
        long.Parse(deliveryId.AsSpan(deliveryId.LastIndexOf(Separator) + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
