namespace ReputationWatch.Core.Notifications;

/// <summary>A connection to a private network was refused at the moment of connecting.</summary>
public sealed class AddressNotAllowedException(string host) : IOException(host);
