using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>The names and codecs of the types that orchestrations exchange with the outside by type.</summary>
internal sealed class ValueCatalog
{
    private readonly Dictionary<Type, (string Name, object Codec)> _values = new()
    {
        [typeof(bool)] = ("Boolean", Codecs.Boolean),
        [typeof(int)] = ("Int32", Codecs.Int32),
        [typeof(long)] = ("Int64", Codecs.Int64),
        [typeof(double)] = ("Double", Codecs.Double),
        [typeof(decimal)] = ("Decimal", Codecs.Decimal),
        [typeof(string)] = ("String", Codecs.String),
        [typeof(Guid)] = ("Guid", Codecs.Guid),
        [typeof(DateTimeOffset)] = ("DateTimeOffset", Codecs.DateTimeOffset),
        [typeof(TimeSpan)] = ("TimeSpan", Codecs.TimeSpan),
    };

    private readonly Dictionary<Type, IRequestType> _requests = [];

    public void Add<T>(string name, Codec<T> codec) => _values[typeof(T)] = (name, codec);

    public void Add(Type type, IRequestType request) => _requests[type] = request;

    public (string Name, Codec<T> Codec) Find<T>() => _values.TryGetValue(typeof(T), out var found)
        ? (found.Name, (Codec<T>)found.Codec)
        : throw new InvalidOperationException($"{typeof(T)} is not known to the durable pillar. Mark it with [DurableEvent] or [DurableState], and call AddTributary().");

    public IRequestType FindRequest(Type type) => _requests.TryGetValue(type, out var found)
        ? found
        : throw new InvalidOperationException($"{type} is not known to the durable pillar. Mark it with [DurableQuery] or [DurableUpdate], and call AddTributary().");
}

/// <summary>A query or update type.</summary>
internal interface IRequestType
{
    string Name { get; }
}

/// <summary>A query or update type with its codecs.</summary>
internal sealed record RequestType<TRequest, TResult>(string Name, Codec<TRequest> Request, Codec<TResult> Result) : IRequestType, IRequestType<TResult>
{
    public byte[] Encode(object request) => Request.Encode((TRequest)request);
}

/// <summary>A query or update type, for callers that know its result only.</summary>
internal interface IRequestType<TResult> : IRequestType
{
    Codec<TResult> Result { get; }

    byte[] Encode(object request);
}
