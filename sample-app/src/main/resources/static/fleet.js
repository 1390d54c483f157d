// Shows who owns which shard, twice a second. All texts are set as text, never as HTML.

const colour = (name) => `hsl(${(Number(name.split(' ')[1]) * 137) % 360} 65% 45%)`;

const element = (tag, text, className) => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
};

function showMembers(instances) {
  document.getElementById('members').replaceChildren(...instances.map((instance) => {
    const row = document.createElement('tr');
    const name = element('td', instance.name);
    name.style.color = colour(instance.name);
    const kill = element('button', 'Kill');
    kill.type = 'button';
    kill.addEventListener('click', () => fetch(`fleet/instances/${encodeURIComponent(instance.name)}`, { method: 'DELETE' }));
    const cell = document.createElement('td');
    cell.append(kill);
    row.append(name, element('td', instance.shards.length), element('td', instance.topics), element('td', instance.taken),
      element('td', `${(instance.leaseAge / 1000).toFixed(1)} s ago`), cell);
    return row;
  }));
}

function showShards(fleet) {
  document.getElementById('shards').replaceChildren(...Array.from({ length: fleet.shards }, (_, number) => {
    const owner = fleet.instances.find((instance) => instance.shards.includes(number));
    const shard = element('div', '', owner ? 'shard owned' : 'shard');
    if (owner) {
      shard.style.setProperty('--owner', colour(owner.name));
    }
    shard.append(`shard ${number} `, element('b', owner ? owner.name : 'nobody'),
      ...fleet.topics.filter((topic) => topic.shard === number).map((topic) => element('small', topic.name)));
    return shard;
  }));
}

async function refresh() {
  const summary = document.getElementById('summary');
  try {
    const fleet = await (await fetch('fleet')).json();
    summary.textContent = fleet.instances.length
      ? `${fleet.topics.length} topics in ${fleet.shards} shards, each in one of ${fleet.instances.length} instances`
      : 'No instance runs. Start one here, or the application with --sample.instances=3';
    const focused = document.activeElement?.closest('#members') != null;
    if (!focused || fleet.instances.length !== document.getElementById('members').children.length) {
      showMembers(fleet.instances);
    }
    showShards(fleet);
  }
  catch {
    summary.textContent = 'The sample application does not answer';
  }
  setTimeout(refresh, 500);
}

document.getElementById('start').addEventListener('click', () => fetch('fleet/instances', { method: 'POST' }));
refresh();
