# A real Phoenix with the sockets, channels and routes of the recordings, in one file:
#
#     PORT=4000 elixir phoenix.exs
#
# Phoenix, Bandit and Jason are fetched, unless they are loaded already. Needs Elixir 1.15 or newer.

unless Code.ensure_loaded?(Phoenix.Endpoint) and Code.ensure_loaded?(Bandit) and Code.ensure_loaded?(Jason) do
  Mix.install([{:phoenix, "~> 1.8"}, {:bandit, "~> 1.5"}, {:jason, "~> 1.4"}])
end

require Logger
Logger.configure(level: :warning)

Application.put_env(:phoenix, :json_library, Jason)

Application.put_env(:contract, Contract.Endpoint,
  adapter: Bandit.PhoenixAdapter,
  http: [ip: {0, 0, 0, 0}, port: String.to_integer(System.get_env("PORT", "4000"))],
  server: true,
  check_origin: false,
  pubsub_server: Contract.PubSub,
  render_errors: [formats: [json: Contract.ErrorJSON], layout: false],
  secret_key_base: String.duplicate("contract", 8)
)

defmodule Contract.ErrorJSON do
  def render(template, _assigns) do
    %{errors: %{detail: Phoenix.Controller.status_message_from_template(template)}}
  end
end

defmodule Contract.Presence do
  use Phoenix.Presence, otp_app: :contract, pubsub_server: Contract.PubSub
end

defmodule Contract.Ends do
  # How channels and transports are ended, by their own events or by the routes under /admin.

  # Makes a channel and its transport known to the routes. Runs in the channel's process.
  def register(topic, socket) do
    {:ok, _} = Registry.register(Contract.Channels, topic, nil)

    if socket.assigns.user_id do
      {:ok, _} = Registry.register(Contract.Transports, socket.assigns.user_id, socket.transport_pid)
    end

    :ok
  end

  def channel(topic, reason) do
    for {pid, _} <- Registry.lookup(Contract.Channels, topic) do
      if reason == "kill", do: Process.exit(pid, :kill), else: send(pid, {:end_channel, reason})
    end
  end

  def transports(user_id, mode) do
    pids = for {_, pid} <- Registry.lookup(Contract.Transports, user_id), uniq: true, do: pid
    Enum.each(pids, &transport(&1, mode))
  end

  def transport(pid, "drain"), do: send(pid, :socket_drain)
  def transport(pid, "kill"), do: Process.exit(pid, :kill)
  def transport(pid, "crash"), do: send(pid, {:socket_push, :text, :no_text})
  def transport(pid, _disconnect), do: send(pid, %Phoenix.Socket.Broadcast{event: "disconnect"})

  def stop("raise", _socket), do: raise("asked to raise")
  def stop("error", socket), do: {:stop, :error, socket}
  def stop("shutdown", socket), do: {:stop, :shutdown, socket}
  def stop("shutdown_tuple", socket), do: {:stop, {:shutdown, :requested}, socket}
  def stop(_normal, socket), do: {:stop, :normal, socket}
end

defmodule Contract.RoomChannel do
  use Phoenix.Channel

  alias Contract.Ends

  intercept ["intercepted"]

  @impl true
  def join(_topic, %{"crash" => _}, _socket), do: raise("asked to crash")
  def join(_topic, %{"exit" => _}, _socket), do: exit(:asked_to_exit)

  def join(topic, %{"slow" => millis} = params, socket) do
    Process.sleep(millis)
    admit(topic, params, socket)
  end

  def join(topic, params, socket), do: admit(topic, params, socket)

  defp admit(_topic, %{"deny" => _}, _socket), do: {:error, %{reason: "unauthorized"}}
  defp admit(_topic, %{"deny_with" => response}, _socket), do: {:error, response}

  defp admit(topic, params, socket) do
    :ok = Ends.register(topic, socket)

    case params do
      %{"empty" => _} ->
        {:ok, socket}

      %{"binary_reply" => _} ->
        {:ok, {:binary, <<1, 2, 3, 255>>}, socket}

      %{} ->
        if Map.has_key?(params, "push_after_join"), do: send(self(), :after_join)
        {:ok, %{room: topic, params: params}, socket}

      _no_object ->
        {:ok, %{room: topic, params: %{_raw: inspect(params)}}, socket}
    end
  end

  @impl true
  def handle_in("echo", payload, socket), do: {:reply, {:ok, payload}, socket}
  def handle_in("ok_bare", _payload, socket), do: {:reply, :ok, socket}
  def handle_in("fail_bare", _payload, socket), do: {:reply, :error, socket}
  def handle_in("noreply", _payload, socket), do: {:noreply, socket}
  def handle_in("crash", _payload, _socket), do: raise("asked to crash")

  def handle_in("fail", payload, socket) do
    {:reply, {:error, %{reason: field(payload, "reason", "failed")}}, socket}
  end

  def handle_in("status", payload, socket) do
    {:reply, {String.to_atom(field(payload, "status", "ok")), field(payload, "response", nil)}, socket}
  end

  def handle_in("async_reply", payload, socket) do
    millis = field(payload, "after", 0)
    Process.send_after(self(), {:reply_later, socket_ref(socket), millis}, millis)
    {:noreply, socket}
  end

  def handle_in("double_reply", _payload, socket) do
    ref = socket_ref(socket)
    reply(ref, {:ok, %{n: 1}})
    reply(ref, {:ok, %{n: 2}})
    {:noreply, socket}
  end

  def handle_in("slow", payload, socket) do
    millis = field(payload, "ms", 0)
    Process.sleep(millis)
    {:reply, {:ok, %{ms: millis}}, socket}
  end

  def handle_in("big", payload, socket) do
    {:reply, {:ok, %{data: String.duplicate("x", field(payload, "size", 0))}}, socket}
  end

  def handle_in("whoami", _payload, socket) do
    assigns = Map.take(socket.assigns, [:auth_token, :params, :user_id])

    response = %{
      assigns: assigns,
      id: socket.id,
      join_ref: socket.join_ref,
      ref: socket.ref,
      topic: socket.topic
    }

    {:reply, {:ok, response}, socket}
  end

  def handle_in("shout", payload, socket) do
    broadcast!(socket, "shout", payload)
    {:noreply, socket}
  end

  def handle_in("shout_reply", payload, socket) do
    broadcast!(socket, "shout", payload)
    {:reply, {:ok, %{sent: true}}, socket}
  end

  def handle_in("shout_from", payload, socket) do
    broadcast_from!(socket, "shout", payload)
    {:reply, :ok, socket}
  end

  def handle_in("intercepted", payload, socket) do
    broadcast!(socket, "intercepted", payload)
    {:noreply, socket}
  end

  def handle_in("push_me", payload, socket) do
    push(socket, "pushed", payload)
    {:noreply, socket}
  end

  def handle_in("flood", payload, socket) do
    count = field(payload, "n", 0)
    filler = String.duplicate("x", field(payload, "size", 0))
    for seq <- 1..count//1, do: push(socket, "tick", %{seq: seq, filler: filler})
    {:reply, {:ok, %{n: count}}, socket}
  end

  def handle_in("stop", payload, socket), do: Ends.stop(field(payload, "reason", "normal"), socket)
  def handle_in("stop_reply", _payload, socket), do: {:stop, :normal, {:ok, %{bye: true}}, socket}
  def handle_in("binary", payload, socket), do: {:reply, {:ok, payload}, socket}
  def handle_in("binary_error", payload, socket), do: {:reply, {:error, payload}, socket}

  def handle_in("push_binary", payload, socket) do
    bytes =
      case field(payload, "base64", nil) do
        nil -> String.duplicate("Z", field(payload, "size", 0))
        base64 -> Base.decode64!(base64)
      end

    push(socket, "bin", {:binary, bytes})
    {:noreply, socket}
  end

  def handle_in("kick", payload, socket) do
    Ends.transport(socket.transport_pid, field(payload, "mode", "disconnect"))
    {:noreply, socket}
  end

  def handle_in(event, {:binary, _} = payload, socket) do
    {:reply, {:error, %{reason: "unknown event", event: event, payload: inspect(payload)}}, socket}
  end

  def handle_in(event, payload, socket) do
    {:reply, {:error, %{reason: "unknown event", event: event, payload: payload}}, socket}
  end

  @impl true
  def handle_out("intercepted", payload, socket) do
    push(socket, "intercepted", if(is_map(payload), do: Map.put(payload, "via", "handle_out"), else: payload))
    {:noreply, socket}
  end

  @impl true
  def handle_info(:after_join, socket) do
    push(socket, "after_join", %{joined: true})
    {:noreply, socket}
  end

  def handle_info({:reply_later, ref, millis}, socket) do
    reply(ref, {:ok, %{after: millis}})
    {:noreply, socket}
  end

  def handle_info({:end_channel, reason}, socket), do: Ends.stop(reason, socket)

  defp field(%{} = payload, key, default), do: Map.get(payload, key, default)
  defp field(_no_object, _key, default), do: default
end

defmodule Contract.PresenceChannel do
  use Phoenix.Channel

  alias Contract.{Ends, Presence}

  @impl true
  def join(topic, %{"user" => user} = params, socket) do
    :ok = Ends.register(topic, socket)
    send(self(), {:track, user, params["meta"] || %{}})
    {:ok, %{user: user}, assign(socket, :user, user)}
  end

  @impl true
  def handle_in("update", meta, socket) do
    {:ok, _} = Presence.update(socket, socket.assigns.user, meta)
    {:reply, :ok, socket}
  end

  def handle_in("untrack", _payload, socket) do
    :ok = Presence.untrack(socket, socket.assigns.user)
    {:reply, :ok, socket}
  end

  def handle_in("track", %{"user" => user} = payload, socket) do
    {:ok, _} = Presence.track(socket, user, payload["meta"] || %{})
    {:reply, :ok, socket}
  end

  def handle_in("list", _payload, socket), do: {:reply, {:ok, Presence.list(socket)}, socket}
  def handle_in("echo", payload, socket), do: {:reply, {:ok, payload}, socket}
  def handle_in("stop", _payload, socket), do: {:stop, :normal, socket}
  def handle_in("crash", _payload, _socket), do: raise("asked to crash")

  @impl true
  def handle_info({:track, user, meta}, socket) do
    {:ok, _} = Presence.track(socket, user, meta)
    push(socket, "presence_state", Presence.list(socket))
    {:noreply, socket}
  end

  def handle_info({:end_channel, reason}, socket), do: Ends.stop(reason, socket)
end

defmodule Contract.Connect do
  # Who is let in, whatever the socket.

  def connect(%{"token" => "bad"}, _socket, _info), do: :error
  def connect(%{"token" => "bad_reason"}, _socket, _info), do: {:error, :bad_reason}
  def connect(%{"token" => "raise"}, _socket, _info), do: raise("asked to raise")
  def connect(%{"api_key" => "bad"}, _socket, _info), do: :error
  def connect(_params, _socket, %{auth_token: "bad"}), do: :error

  def connect(params, socket, info) do
    {:ok,
     Phoenix.Socket.assign(socket, %{
       params: params,
       user_id: params["user_id"],
       auth_token: info[:auth_token]
     })}
  end

  def id(socket), do: socket.assigns.user_id && "user:" <> socket.assigns.user_id

  def handle_error(conn, :bad_reason), do: Plug.Conn.send_resp(conn, 429, "bad reason")
end

defmodule Contract.UserSocket do
  use Phoenix.Socket

  channel "room:*", Contract.RoomChannel
  channel "exact", Contract.RoomChannel
  channel "presence:*", Contract.PresenceChannel

  @impl true
  defdelegate connect(params, socket, info), to: Contract.Connect

  @impl true
  defdelegate id(socket), to: Contract.Connect
end

defmodule Contract.LimitedSocket do
  use Phoenix.Socket, max_channels_per_transport: 3

  channel "room:*", Contract.RoomChannel
  channel "exact", Contract.RoomChannel
  channel "presence:*", Contract.PresenceChannel

  @impl true
  defdelegate connect(params, socket, info), to: Contract.Connect

  @impl true
  defdelegate id(socket), to: Contract.Connect
end

defmodule Contract.Routes do
  use Plug.Router

  plug :match
  plug :fetch_query_params
  plug :dispatch

  get "/health" do
    send_resp(conn, 200, "ok")
  end

  get "/admin/presence/:topic" do
    json(conn, Contract.Presence.list(topic))
  end

  post "/admin/disconnect/:user_id" do
    Contract.Endpoint.broadcast("user:" <> user_id, "disconnect", %{})
    done(conn)
  end

  post "/admin/broadcast/:topic/:event" do
    {:ok, body, conn} = read_body(conn)
    Contract.Endpoint.broadcast!(topic, event, if(body == "", do: %{}, else: Jason.decode!(body)))
    done(conn)
  end

  post "/admin/broadcast_binary/:topic/:event" do
    {:ok, body, conn} = read_body(conn)
    Contract.Endpoint.broadcast!(topic, event, {:binary, body})
    done(conn)
  end

  post "/admin/close_channel/:topic" do
    Contract.Ends.channel(topic, conn.query_params["reason"] || "normal")
    done(conn)
  end

  post "/admin/transport/:user_id" do
    Contract.Ends.transports(user_id, conn.query_params["mode"] || "disconnect")
    done(conn)
  end

  post "/admin/shutdown" do
    spawn(fn ->
      # The answer to this request goes out first.
      Process.sleep(100)
      Supervisor.stop(Contract.Supervisor)
      System.stop()
    end)

    done(conn)
  end

  match _ do
    send_resp(conn, 404, "not found")
  end

  defp done(conn), do: json(conn, %{ok: true})

  defp json(conn, value) do
    conn
    |> put_resp_content_type("application/json")
    |> send_resp(200, Jason.encode!(value))
  end
end

defmodule Contract.Endpoint do
  use Phoenix.Endpoint, otp_app: :contract

  socket "/socket", Contract.UserSocket,
    auth_token: true,
    websocket: [error_handler: {Contract.Connect, :handle_error, []}],
    longpoll: false

  socket "/socket_short", Contract.UserSocket,
    auth_token: true,
    websocket: [timeout: 2_000, error_handler: {Contract.Connect, :handle_error, []}],
    longpoll: [window_ms: 1_000]

  socket "/socket_deflate", Contract.UserSocket,
    auth_token: true,
    websocket: [compress: true, error_handler: {Contract.Connect, :handle_error, []}],
    longpoll: false

  socket "/socket_limited", Contract.LimitedSocket,
    auth_token: true,
    websocket: [max_frame_size: 65_536, error_handler: {Contract.Connect, :handle_error, []}],
    longpoll: false

  socket "/socket_plain", Contract.UserSocket,
    websocket: [error_handler: {Contract.Connect, :handle_error, []}],
    longpoll: false

  plug Contract.Routes
end

# Not linked to this script, which does not outlive a shutdown of its own making.
{:ok, supervisor} =
  Supervisor.start_link(
    [
      {Registry, keys: :duplicate, name: Contract.Channels},
      {Registry, keys: :duplicate, name: Contract.Transports},
      {Phoenix.PubSub, name: Contract.PubSub},
      Contract.Presence,
      Contract.Endpoint
    ],
    strategy: :one_for_one,
    name: Contract.Supervisor
  )

Process.unlink(supervisor)

# The virtual machine knows nothing of a supervisor outside of an application, and would end it without a
# word to the clients.
{:ok, _} =
  System.trap_signal(:sigterm, fn ->
    Supervisor.stop(Contract.Supervisor)
    :ok
  end)

Process.sleep(:infinity)
