package com.example.room;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class RoomApplication {

}
