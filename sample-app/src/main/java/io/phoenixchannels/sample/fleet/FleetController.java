package io.phoenixchannels.sample.fleet;

import java.util.List;

import io.phoenixchannels.fleet.FleetStatus;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows who owns what, starts instances and kills them.
 */
@RestController
@RequestMapping("/fleet")
class FleetController {

	private final Instances instances;

	FleetController(Instances instances) {
		this.instances = instances;
	}

	@GetMapping
	Fleet fleet() {
		List<Topic> topics = Instances.topics()
			.stream()
			.map((topic) -> new Topic(topic, Instances.shard(topic)))
			.toList();
		return new Fleet(Instances.SHARDS, topics, this.instances.running().stream().map(Member::of).toList());
	}

	@PostMapping("/instances")
	@ResponseStatus(HttpStatus.CREATED)
	void start() {
		this.instances.start();
	}

	@DeleteMapping("/instances/{name}")
	ResponseEntity<Void> kill(@PathVariable String name) {
		return (this.instances.kill(name) ? ResponseEntity.noContent() : ResponseEntity.notFound()).build();
	}

	/**
	 * All of it.
	 */
	record Fleet(int shards, List<Topic> topics, List<Member> instances) {
	}

	/**
	 * A topic and its shard.
	 */
	record Topic(String name, int shard) {
	}

	/**
	 * An instance and the shards that it owns.
	 */
	record Member(String name, List<Integer> shards, int topics, long leaseAge, long taken) {

		static Member of(Instance instance) {
			FleetStatus status = instance.status();
			return new Member(instance.name(), status.owned().stream().map(FleetStatus.Shard::number).toList(),
					status.topics(), status.oldestLease().toMillis(), status.numbers().taken());
		}

	}

}
